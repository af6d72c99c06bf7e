"""What a manager types of the authority's provider and its emergency account."""

import re

from django import forms

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.provider_settings import Terms
from muster.portal.organisations.models import EmergencyAccount, Role, SignInProvider
from muster.portal.organisations.provider.fetching import Away
from muster.portal.organisations.provider.metadata import issuer_of, metadata_of
from muster.portal.pages.people.forms import PersonForm
from muster.portal.pages.shared.forms import RevisedForm

_GROUPS = (
    ("managers", Role.MANAGER, "Groups of data managers"),
    ("officers", Role.OFFICER, "Groups of data officers"),
    ("pupil_advisers", Role.PUPIL_ADVISER, "Groups of advisers who see pupils"),
    ("advisers", Role.ADVISER, "Groups of advisers who see schools alone"),
)
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}")
_MOST_GROUPS = 50


def _plain(**more: str) -> dict[str, str]:
    return {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"} | more


def _lines(label: str) -> forms.CharField:
    widget = forms.Textarea(_plain(rows="2"))
    return forms.CharField(label=label, help_text="One a line.", required=False, max_length=5000, widget=widget)


class ProviderForm(RevisedForm):
    """The provider, what it says of people, and what that gives them."""

    name = forms.CharField(
        label="Name of your sign-in",
        max_length=120,
        help_text="As your people know it. The button says “Sign in with …”.",
    )
    issuer = forms.CharField(
        label="The provider’s address (issuer)",
        max_length=300,
        help_text="It begins with https://. For Entra ID it ends in your directory’s (tenant’s) id and /v2.0.",
        widget=forms.TextInput(_plain(inputmode="url")),
    )
    client_id = forms.CharField(label="Client id", max_length=200, widget=forms.TextInput(_plain()))
    secret = forms.CharField(
        label="Client secret",
        required=False,
        max_length=500,
        strip=True,
        help_text="Kept sealed, and never shown again. Leave it empty to keep the one there is.",
        widget=forms.PasswordInput(_plain(autocomplete="new-password")),
    )
    own_domains = forms.CharField(
        label="Your own e-mail domains",
        required=False,
        max_length=500,
        help_text="Such as northshire.gov.uk, with spaces between. Needed where the provider does not say that it has "
        "verified addresses: Entra ID does not.",
        widget=forms.TextInput(_plain()),
    )
    groups_claim = forms.CharField(
        label="Where the provider says people’s groups",
        max_length=100,
        initial="roles",
        help_text="The claim’s name: “roles” for Entra ID’s app roles, which we advise; “groups” for groups.",
        widget=forms.TextInput(_plain()),
    )
    managers = _lines(_GROUPS[0][2])
    officers = _lines(_GROUPS[1][2])
    pupil_advisers = _lines(_GROUPS[2][2])
    advisers = _lines(_GROUPS[3][2])
    factor = forms.ChoiceField(
        label="Who asks for a second factor?", choices=SignInProvider.Factor.choices, widget=forms.RadioSelect
    )
    passwords_allowed = forms.TypedChoiceField(
        label="May people who have not come by the provider yet use a password?",
        choices=[
            ("yes", "Yes, until they first come by the provider"),
            ("no", "No: everybody but the emergency account comes by the provider"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def clean_issuer(self) -> str:
        """The provider's address as it writes it itself: it is asked now, and must answer."""
        try:
            return metadata_of(issuer_of(self.cleaned_data["issuer"])).issuer
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        except Away as away:
            raise forms.ValidationError("Nothing answers at this address. Check it, and try again.") from away

    def clean_own_domains(self) -> list[str]:
        """The domains, in small letters."""
        found = [one.strip("@.").lower() for one in re.split(r"[\s,;]+", self.cleaned_data["own_domains"]) if one]
        if wrong := [one for one in found if not _DOMAIN.fullmatch(one)]:
            raise forms.ValidationError(f"“{wrong[0]}” is no domain. Enter them like northshire.gov.uk.")
        return sorted(set(found))

    def clean(self) -> dict[str, object]:
        """The answers together: a group has one role."""
        given = super().clean() or {}
        seen: dict[str, str] = {}
        for name, _, label in _GROUPS:
            lines = list(
                dict.fromkeys(line.strip() for line in str(given.get(name) or "").splitlines() if line.strip())
            )
            given[name] = lines[:_MOST_GROUPS]
            for line in lines:
                if seen.setdefault(line.casefold(), name) != name:
                    self.add_error(name, f"“{line}” stands under two roles. Leave it under one.")
                    break
            if len(lines) > _MOST_GROUPS:
                self.add_error(name, f"{label}: enter at most {_MOST_GROUPS}.")
        return given

    def terms(self) -> Terms:
        """What was settled."""
        given = self.cleaned_data
        return Terms(
            name=given["name"],
            issuer=given["issuer"],
            client_id=given["client_id"],
            secret=given["secret"],
            groups_claim=given["groups_claim"],
            groups={str(role): given[name] for name, role, _ in _GROUPS if given[name]},
            own_domains=given["own_domains"],
            factor=given["factor"],
            passwords_allowed=given["passwords_allowed"],
        )


def shown(provider: SignInProvider | None, authority_name: str) -> dict[str, object]:
    """What stands in the form before anything is typed."""
    if provider is None:
        return {
            "revision": 0,
            "name": authority_name,
            "factor": SignInProvider.Factor.CLAIMED,
            "passwords_allowed": "yes",
        }
    plain = ("revision", "name", "issuer", "client_id", "groups_claim", "factor")
    groups = {name: "\n".join(provider.groups.get(str(role), [])) for name, role, _ in _GROUPS}
    return {
        **{name: getattr(provider, name) for name in plain},
        **groups,
        "own_domains": " ".join(provider.own_domains),
        "passwords_allowed": "yes" if provider.passwords_allowed else "no",
    }


class EmergencyForm(PersonForm):
    """The emergency account's holder; `seen` says which account the manager saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def keep_over(self, changed: Changed, present: EmergencyAccount | None) -> None:
        """Somebody else was first: say so, keep what was typed, and let the next press be over the account of now."""
        self.refuse(changed)
        typed = {name: self.data.get(name, "") for name in self.fields}
        self.data = typed | {"seen": present.public_id if present else ""}
