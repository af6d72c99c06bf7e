"""Making sure that it is the person themselves who sits there: by whatever they signed in with."""

from enum import StrEnum

from django import forms

from muster.portal.organisations.actions.authenticators import spend_app_code
from muster.portal.organisations.actions.codes import send_code, spend_code
from muster.portal.organisations.actions.passwords import confirm_password
from muster.portal.organisations.models import Person
from muster.portal.organisations.signing_in import authenticators
from muster.portal.pages.door.forms import AppCodeForm, CodeForm, PasswordForm


class Proof(StrEnum):
    """What somebody proves it with: the password, or where they have none their app, or a code by e-mail."""

    PASSWORD = "password"  # noqa: S105 - the name of a field
    APP = "app"
    CODE = "code"


def proof_of(person: Person) -> Proof:
    """What this person is asked for."""
    if person.has_usable_password():
        return Proof.PASSWORD
    return Proof.APP if authenticators.has_app(person) else Proof.CODE


def field_for(proof: Proof) -> forms.Field:
    """The field in which it is typed."""
    return {
        Proof.PASSWORD: PasswordForm.base_fields["password"],
        Proof.APP: AppCodeForm.base_fields["code"],
        Proof.CODE: CodeForm.base_fields["code"],
    }[proof]


def prove(person: Person, typed: str) -> None:
    """Raises Refusal where it is wrong, and Slowed after too many wrong ones: each counts as a guess."""
    proof = proof_of(person)
    if proof is Proof.PASSWORD:
        confirm_password(person, typed)
    elif proof is Proof.APP:
        spend_app_code(person, typed)
    else:
        spend_code(person, typed)


def send_proof(person: Person) -> bool:
    """Mail the person a code, where that is what they are asked for; says whether it was. Raises Slowed."""
    if proof_of(person) is not Proof.CODE:
        return False
    send_code(person)
    return True
