"""What is typed to search the log."""

from django import forms

from muster.formats.upn import is_well_formed, tidy_upn
from muster.portal.audit.words import kinds
from muster.portal.pages.shared.forms import Form


class LogForm(Form):
    """What to look for: shown only, for it travels in the address, where nothing is refused."""

    school = forms.CharField(label="School", help_text="Its name, number or URN.")
    who = forms.CharField(label="Person", help_text="Who did it, or whom it was done to.")
    kind = forms.ChoiceField(label="What")
    since = forms.CharField(label="From", help_text="A day, such as 1/6/2026.")
    until = forms.CharField(label="To", help_text="A day; it is still within.")

    def __init__(self, initial: dict[str, str]) -> None:
        super().__init__(initial=initial)
        choices = [("", "Everything"), *((one.name, one.words) for one in kinds().values())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class UpnForm(Form):
    """A UPN: sent in the body, so that no address and no log has it."""

    upn = forms.CharField(
        label="UPN",
        help_text="Present or former. It does not stand in the address, nor in the log.",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )

    def clean_upn(self) -> str:
        """The UPN as it is kept."""
        upn = tidy_upn(self.cleaned_data["upn"])
        if not is_well_formed(upn):
            raise forms.ValidationError("A UPN is a letter and 12 digits, or a letter, 11 digits and a letter.")
        return upn
