"""An address must be somebody's own: a school's shared mailbox signs nobody in."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School


def own_address(text: str) -> str:
    """The address in small letters, as it is kept; raises Refusal where it is none, or a school's main address."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Refusal("address_wrong") from wrong
    if is_shared(address):
        raise Refusal("address_shared")
    return address


def is_shared(address: str) -> bool:
    """Whether some school, of whichever authority, has this as its main address."""
    return School.objects.filter(email__iexact=address.strip()).exists()
