"""What officers type and choose."""

from django import forms

from muster.portal.foundation.refusals import Changed
from muster.portal.organisations.models import Membership
from muster.portal.organisations.reads.schools import Order, Show
from muster.portal.pages.people.forms import PersonForm
from muster.portal.pages.shared.forms import Form, RevisedForm

_SHOWN = {
    Show.OPEN: "All that are open",
    Show.NO_HEAD: "Without a head teacher",
    Show.NEVER_IN: "Head teacher has never signed in",
    Show.HEAD_WAITS: "New head teacher waits to be approved",
    Show.CLOSED: "Closed",
}
_ORDERED = {Order.NAME: "Name", Order.NUMBER: "Number", Order.URN: "URN", Order.HEAD: "Head teacher"}


class RefuseHeadForm(RevisedForm):
    """Why a new head is refused."""

    reason = forms.CharField(
        label="Why is it not approved?",
        help_text="The person who named the new head reads this in an e-mail. Name no pupils.",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say why, in a sentence: the school is told."},
    )


class NameHeadForm(PersonForm):
    """A new head named by an officer; `seen` says which head the officer saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def keep_over(self, changed: Changed, head: Membership | None) -> None:
        """Somebody else was first: say so, keep what was typed, and let the next press be over the head of now."""
        self.refuse(changed)
        typed = {name: self.data.get(name, "") for name in self.fields}
        self.data = typed | {"seen": head.public_id if head else ""}


class SchoolsForm(Form):
    """What to look for in the list of schools: shown only, for it travels in the address, where nothing is refused."""

    q = forms.CharField(label="Find a school", help_text="Its name, number, URN or head teacher.")
    show = forms.ChoiceField(label="Show", choices=[(str(key), words) for key, words in _SHOWN.items()])
    order = forms.ChoiceField(label="Sort by", choices=[(str(key), words) for key, words in _ORDERED.items()])


class DetailsForm(RevisedForm):
    """What the authority says of itself."""

    name = forms.CharField(label="The authority’s name", max_length=120)
    team_name = forms.CharField(
        label="The team’s name", max_length=120, help_text="As schools know you, such as “Data and performance team”."
    )
    team_email = forms.EmailField(
        label="The team’s e-mail address", help_text="Schools write to it, and e-mails for the team go there."
    )
    team_telephone = forms.CharField(label="The team’s telephone number", max_length=40, required=False)
    colour = forms.RegexField(
        r"^#[0-9a-f]{6}$",
        label="Colour",
        help_text="Of the bar at the top of every page. Text on it is black or white, whichever can be read.",
        widget=forms.TextInput({"type": "color", "class": "govuk-input--width-5"}),
        error_messages={"invalid": "Choose a colour, such as #1d4f91."},
    )

    def clean_team_email(self) -> str:
        """In small letters, as it is kept."""
        return str(self.cleaned_data["team_email"]).lower()
