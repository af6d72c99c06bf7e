"""Who may move a return."""

from collections.abc import Iterable

from muster.portal.organisations.models import Role
from muster.portal.returns.workflow import MOVES


def roles_for(name: str) -> tuple[Role, ...]:
    """The roles that may make the move, also only for the school: for the gate of its page."""
    return tuple(sorted(MOVES[name].roles | MOVES[name].acting))


def may_move(name: str, roles: Iterable[Role], *, acting: bool = False) -> bool:
    """Whether somebody with one of these roles may make the move; `acting` says that they act for the school."""
    move, held = MOVES[name], set(roles)
    return bool(move.roles & held) or (acting and bool(move.acting & held))
