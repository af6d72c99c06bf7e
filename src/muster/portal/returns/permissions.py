"""Who may move a return."""

from collections.abc import Iterable

from muster.portal.organisations.models import Role
from muster.portal.returns.workflow import MOVES


def roles_for(name: str) -> tuple[Role, ...]:
    """The roles that may make the move, for the gate of its page."""
    return tuple(sorted(MOVES[name].roles))


def may_move(name: str, roles: Iterable[Role]) -> bool:
    """Whether somebody with one of these roles may make the move."""
    return bool(MOVES[name].roles & set(roles))
