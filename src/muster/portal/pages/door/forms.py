"""What is typed at the door."""

from typing import Any

from django import forms

from muster.portal.organisations.policies import LONGEST, SHORTEST
from muster.portal.pages.shared.forms import Form


def _text(autocomplete: str, **more: str) -> forms.TextInput:
    plain = {"autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"}
    return forms.TextInput(attrs=plain | more)


def _secret(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    plain = {"autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(label=label, help_text=hint, strip=False, widget=forms.PasswordInput(attrs=plain))


def _figures(label: str, hint: str) -> forms.CharField:
    widget = _text("one-time-code", inputmode="numeric", **{"class": "govuk-input--width-10"})
    return forms.CharField(label=label, help_text=hint, max_length=40, widget=widget)


_GOOD = (
    f"{SHORTEST} characters or more. Three words that have nothing to do with each other make a good one."
    " You can paste it from a password manager."
)


class SignInForm(Form):
    """A name and a password."""

    username = forms.CharField(
        label="User name",
        help_text="Head teachers: your school’s URN, 6 figures. Everybody else: your own e-mail address.",
        max_length=254,
        widget=_text("username"),
    )
    password = _secret("Password", "current-password")


class NameForm(Form):
    """A name alone."""

    username = forms.CharField(
        label="User name",
        help_text="Your school’s URN, 6 figures, or your own e-mail address.",
        max_length=254,
        widget=_text("username"),
    )


class CodeForm(Form):
    """The code from the e-mail."""

    code = _figures("Code", "6 figures. It works for 10 minutes.")


class AppCodeForm(Form):
    """The code that an app shows, or a recovery code."""

    code = _figures("Code", "6 figures from your app, or one of your recovery codes.")


class NewPasswordForm(Form):
    """A password to be. The name stands beside it so that password managers keep both."""

    username = forms.CharField(label="Your e-mail address", widget=_text("username", readonly="readonly"))
    password = _secret("New password", "new-password", _GOOD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["maxlength"] = str(LONGEST)


class ChangePasswordForm(Form):
    """The present password, and the one to be."""

    old_password = _secret("Present password", "current-password")
    password = _secret("New password", "new-password", _GOOD)


class ConnectForm(Form):
    """The first code of an app, and the password once more."""

    code = _figures("Code from the app", "6 figures, as the app shows them now.")
    password = _secret("Your password", "current-password", "So that nobody else connects an app at your desk.")
    secret = forms.CharField(widget=forms.HiddenInput)


class PasswordForm(Form):
    """The password once more."""

    password = _secret("Your password", "current-password", "So that nobody else changes this at your desk.")
