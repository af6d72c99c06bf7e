"""Who may do what with collections. `check_x` raises the Refusal, `can_x` answers yes or no."""

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority, Role, School

_SAY_FOR_A_SCHOOL = frozenset({Role.HEAD, Role.OFFICER})


def can_collect(access: Access, authority: Authority) -> bool:
    """Whether the person may draft, open and change the authority's collections, and ask its schools."""
    return Role.OFFICER in access.roles_at_authority(authority)


def can_say_whether(access: Access, school: School) -> bool:
    """Whether the person may say that the school takes part or not: its head, or an officer on its word."""
    return bool(access.roles_at_school(school) & _SAY_FOR_A_SCHOOL)


def check_collect(access: Access, authority: Authority) -> None:
    """Raises Refusal where the person may not collect for the authority."""
    if not can_collect(access, authority):
        raise Refusal("not_yours")


def check_say_whether(access: Access, school: School) -> None:
    """Raises Refusal where the person may not say whether the school takes part."""
    if not can_say_whether(access, school):
        raise Refusal("not_yours")
