"""What is typed about colleagues."""

from django import forms
from django.db.models import QuerySet

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role, Trust
from muster.portal.organisations.own_address import own_address
from muster.portal.pages.shared.forms import Form

LONGEST_NAME = 200

SCHOOL_ROLES = (
    (
        Role.SIGNER.value,
        "May confirm: a deputy, acting or executive head who confirms in the head teacher’s place, and may send too",
    ),
    (Role.SENDER.value, "May send: sends files, puts things right and reads the results"),
    (Role.READER.value, "May read: reads the results and changes nothing"),
)
AUTHORITY_ROLES = (
    (Role.OFFICER.value, "Data officer: runs the collection, changes schools and people"),
    (Role.MANAGER.value, "Data manager: does all that an officer does, and settles how the authority signs in"),
    (Role.ADVISER.value, "School improvement adviser: reads of schools and their figures, and changes nothing"),
    (Role.PUPIL_ADVISER.value, "School improvement adviser who reads of pupils too, and changes nothing"),
)
TRUST_ROLES = (
    (
        Role.TRUST_LEAD.value,
        "Trust data lead: sends and reads the results of the trust’s schools, pupil by pupil, but confirms nothing",
    ),
    (Role.TRUST_VIEWER.value, "Trust viewer: reads where the trust’s schools are and their figures, no pupils"),
)
_AT_TRUST = frozenset(value for value, _ in TRUST_ROLES)


class PersonForm(Form):
    """Somebody's name and own address."""

    name = forms.CharField(label="Full name", max_length=LONGEST_NAME, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.CharField(
        label="Their own e-mail address",
        help_text="An address that they alone read, not the school’s shared one.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_email(self) -> str:
        """The address as it is kept, where it is one person's."""
        try:
            return own_address(self.cleaned_data["email"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class RoleForm(Form):
    """A role of those that the place has."""

    role = forms.ChoiceField(label="What they may do", widget=forms.RadioSelect)

    def __init__(self, *args: object, roles: tuple[tuple[str, str], ...] = SCHOOL_ROLES, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined] # it is a choice field


class InviteForm(PersonForm, RoleForm):
    """Somebody new at a place."""

    field_order: tuple[str, ...] = ("name", "email", "role")


class InviteToAuthorityForm(InviteForm):
    """Somebody new at the authority, or at one of its trusts."""

    field_order: tuple[str, ...] = ("name", "email", "role", "trust")
    trust = forms.ModelChoiceField(
        queryset=Trust.objects.none(),
        to_field_name="public_id",
        label="Trust",
        help_text="For somebody of a trust only.",
        required=False,
        empty_label="Choose a trust",
    )

    def __init__(
        self,
        *args: object,
        trusts: QuerySet[Trust],
        roles: tuple[tuple[str, str], ...] = AUTHORITY_ROLES,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, roles=(*roles, *TRUST_ROLES) if trusts else roles, **kwargs)
        self.fields["trust"].queryset = trusts  # type: ignore[attr-defined] # it is a choice of rows
        if not trusts:
            del self.fields["trust"]

    def clean(self) -> dict[str, object]:
        """The answers together: somebody of a trust needs the trust."""
        given = super().clean() or {}
        if given.get("role") in _AT_TRUST and not given.get("trust"):
            self.add_error("trust", "Choose the trust whose schools they see.")
        if given.get("role") not in _AT_TRUST:
            given["trust"] = None
        return given
