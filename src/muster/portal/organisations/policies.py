"""When something may be done: links, codes, passwords."""

import re
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import SIGNING, EmergencyAccount, Link, Membership, Person
from muster.portal.organisations.own_address import is_shared

SHORTEST = 12
SHORTEST_OF_EMERGENCY = 20
LONGEST = 128
_FEWEST_DIFFERENT = 5
_PADDING = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class LinkState(StrEnum):
    """Whether a link still lets somebody in."""

    OPEN = "open"
    SPENT = "spent"
    CLOSED = "closed"
    ENDED = "ended"


def link_state(link: Link, now: datetime | None = None) -> LinkState:
    """How a link stands at a moment, now where none is given; that of a closed account is closed."""
    if link.spent_at is not None:
        return LinkState.SPENT
    if link.closed_at is not None or not link.person.is_active:
        return LinkState.CLOSED
    return LinkState.OPEN if (now or clock.now()) < link.ends_at else LinkState.ENDED


def has_own_address(person: Person) -> bool:
    """Whether links that sign the person in may go to their address: never a shared mailbox, for one who may sign."""
    signs = Membership.objects.filter(person=person, ended_at__isnull=True, role__in=SIGNING).exists()
    return not (signs and is_shared(person.email))


def check_own_address(person: Person) -> None:
    """Raises Refusal where the person may sign and their address is a school's shared mailbox."""
    if not has_own_address(person):
        raise Refusal("mailbox_shared")


def check_new_password(password: str, person: Person) -> None:
    """Raises Refusal where the password is too short, too long, a common one, or the person's own name or address."""
    shortest = SHORTEST_OF_EMERGENCY if is_emergency(person) else SHORTEST
    if len(password) < shortest:
        raise Refusal("password_short", shortest=shortest)
    if len(password) > LONGEST:
        raise Refusal("password_long", longest=LONGEST)
    if _is_common(password):
        raise Refusal("password_common")
    try:
        UserAttributeSimilarityValidator(("email", "name")).validate(password, person)
    except ValidationError as alike:
        raise Refusal("password_like_you") from alike


def is_emergency(person: Person) -> bool:
    """Whether the account is an authority's emergency account."""
    return EmergencyAccount.objects.filter(membership__person=person, ended_at__isnull=True).exists()


def _is_common(password: str) -> bool:
    """A password of the lists of common ones, also with figures and signs around it, or of hardly any letters."""
    core = _PADDING.sub("", password)
    return len(set(password.lower())) < _FEWEST_DIFFERENT or any(map(_is_listed, {password, core}))


def _is_listed(password: str) -> bool:
    try:
        _COMMON.validate(password)
    except ValidationError:
        return True
    return False


_COMMON = CommonPasswordValidator()
