"""Confirming in tests, as the head would."""

from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Person, Role
from muster.portal.returns.actions.confirming import Signing, confirm, withdraw
from muster.portal.returns.declarations import declarations
from muster.portal.returns.models import Confirmation
from tests.portal.collected import Collected, acting

EVERY_ONE = tuple(declarations())


def signing(role: Role = Role.HEAD, agreed: tuple[str, ...] = EVERY_ONE, for_head: str = "", key: str = "") -> Signing:
    """How somebody confirms."""
    return Signing(key=key or new_key(), role=role, agreed=agreed, for_head=for_head)


def confirmed(collected: Collected, by: Person | None = None, how: Signing | None = None) -> Confirmation:
    """Confirm what the school sent, as its head would unless somebody else is given."""
    who = acting(by or collected.side.head)
    return confirm(who, collected.request, collected.school_return().revision, how or signing())


def withdrawn(collected: Collected, reason: str = "One outcome is wrong.") -> Confirmation:
    """Take the confirmation back, as the head would."""
    return withdraw(acting(collected.side.head), collected.request, collected.school_return().revision, reason)
