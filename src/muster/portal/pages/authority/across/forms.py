"""What is typed of a sharing agreement, and of a pupil whom another authority has too."""

from django import forms

from muster.portal.duplicates.across_policies import LONGEST_MESSAGE
from muster.portal.duplicates.actions.agreeing import Recording
from muster.portal.duplicates.models import Match
from muster.portal.foundation.once import new_key
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import Form, RevisedForm

FIELDS = {
    "agreement_nobody": "la",
    "agreement_with_oneself": "la",
    "agreement_recorded": "la",
    "agreement_reference_missing": "reference",
    "agreement_day_to_come": "agreed_on",
}
"""The field that a refusal to record is about."""


class RecordForm(Form):
    """Which authority, and what the agreement is."""

    la = forms.RegexField(
        r"^\d{3}$",
        label="The other authority’s number",
        help_text="Its three digits, such as 330.",
        error_messages={"invalid": "Enter the three digits of the authority’s number."},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"}),
    )
    reference = forms.CharField(
        label="Reference of the sharing agreement",
        help_text="As your information governance team keeps it. The other authority sees it.",
        max_length=120,
        error_messages={"max_length": "Shorten this to 120 characters."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    agreed_on = DayField(label="From which day does it hold?", help_text="Such as 26/6/2026.")

    @property
    def recording(self) -> Recording:
        """What was typed."""
        given = self.cleaned_data
        return Recording(given["la"], given["reference"], given["agreed_on"])


class ViewForm(RevisedForm):
    """What the authority says of a match."""

    view = forms.ChoiceField(
        label="What do you say?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, other: str, data: object = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["view"].choices = [  # type: ignore[attr-defined]
            (Match.View.OURS, "We submit this pupil"),
            (Match.View.THEIRS, f"{other} submits this pupil: we no longer count them"),
            (Match.View.NOT_SAME, "It is not the same child"),
            (Match.View.CANNOT_SAY, "We cannot say yet"),
        ]


class MessageForm(Form):
    """A message to the other authority; kept once, however often it is sent."""

    text = forms.CharField(
        label="Your message",
        max_length=LONGEST_MESSAGE,
        help_text="Write no more of the pupil than they need: when the pupil came or left, and whom to ring.",
        error_messages={
            "required": "Write your message.",
            "max_length": f"Shorten your message to {LONGEST_MESSAGE:,} characters.",
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        self.fields["once"].initial = new_key
