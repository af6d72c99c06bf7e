"""What is typed in enquiries."""

from typing import Any

from django import forms

from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Authority, School
from muster.portal.pages.shared.forms import Form, RevisedForm

LONGEST = 4_000
NO_PUPILS = "Do not name a pupil or give a UPN."


def _message(label: str, hint: str = NO_PUPILS) -> forms.CharField:
    too_long = f"Shorten this to {LONGEST:,} characters."
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        error_messages={"max_length": too_long},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class _AskForm(Form):
    """A form that is kept once, however often it is sent."""

    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = new_key


class VisitorForm(_AskForm):
    """What somebody who is not signed in asks; of which authority, where the address of the portal does not say."""

    authority = forms.ModelChoiceField(
        Authority.objects.none(), label="Your local authority", empty_label="Choose one", to_field_name="public_id"
    )
    name = forms.CharField(
        label="Your full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your own e-mail address",
        help_text="The answer goes to this address.",
        max_length=254,
        error_messages={"invalid": "Enter an e-mail address in the right form, such as name@school.example."},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    school_said = forms.CharField(
        label="Your school’s name or URN", help_text="The URN is your school’s number, 6 figures.", max_length=200
    )
    text = _message("How can we help?")

    def __init__(self, *args: Any, authority: Authority | None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        if authority is None:
            self._choice.queryset = Authority.objects.order_by("name")
        else:
            del self.fields["authority"]

    @property
    def _choice(self) -> "forms.ModelChoiceField[Authority]":
        field = self.fields["authority"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - so it is declared above
        return field


class CannotGetInForm(VisitorForm):
    """What keeps somebody out."""

    text = _message("What happens when you try to sign in?", "Do not tell us your password or a code.")


class PersonForm(_AskForm):
    """What somebody signed in asks; for which school, where they reach several."""

    school = forms.ChoiceField(label="School")
    text = _message("How can we help?")

    def __init__(self, *args: Any, schools: tuple[School, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        if len(schools) > 1 and isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose one"), *((school.public_id, school.name) for school in schools)]
        else:
            del self.fields["school"]


class ReplyForm(Form):
    """What the asker adds."""

    text = _message("Your message")


class AnswerForm(RevisedForm):
    """What the data team answers."""

    text = _message(
        "Your answer",
        "It is read in Muster; the e-mail only says that there is an answer. Do not name a pupil or give a UPN.",
    )


class MoveForm(RevisedForm):
    """A button that closes an enquiry, or takes it up again."""
