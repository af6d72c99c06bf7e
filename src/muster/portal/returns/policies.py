"""When a return may be moved. `check_x` raises the Refusal, `can_x` answers yes or no."""

from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.facts import Draft, InForce, Participation
from muster.portal.returns.models import Return
from muster.portal.returns.workflow import MOVES, OFFICE, Facts, Move, is_possible

_DRAFT_REFUSALS = {Draft.NEEDS_ATTENTION: "errors_left", Draft.NONE: "nothing_sent", Draft.READY: "unconfirmed_left"}


def check_move(name: str, school_return: Return) -> None:
    """Raises Refusal where the return's facts, or its collection's dates, do not allow the move."""
    move, collection = MOVES[name], school_return.request.collection
    if move.becomes is not None:
        # Whether a school takes part it may say before files are taken, too.
        check_running(collection)
    elif not move.roles <= OFFICE:
        check_sending(collection)
    if not is_possible(move, school_return.facts):
        raise _why_not(move, school_return)


def check_sending(collection: Collection) -> None:
    """Raises Refusal where schools cannot send yet, or no longer."""
    check_running(collection)
    if state_of(collection) is not State.OPEN:
        raise Refusal("collection_not_open", opens=said(collection.opens_at))


def can_move(name: str, school_return: Return) -> bool:
    """Whether the move is possible now, whoever makes it."""
    try:
        check_move(name, school_return)
    except Refusal:
        return False
    return True


def _why_not(move: Move, school_return: Return) -> Refusal:
    facts, who = school_return.facts, school_return.changed_by_name
    authority = school_return.request.collection.authority.name
    if facts.participation != move.participation:
        declined = facts.participation is Participation.DECLINED
        return Refusal("return_declined" if declined else "takes_part_already")
    if facts.in_force not in move.in_forces:
        return _in_force_refusal(facts, who, school_return, authority)
    if move.needs_version and facts.draft is Draft.NONE:
        return Refusal("nothing_sent")
    if facts.draft not in move.drafts:
        return Refusal(
            {Draft.NEEDS_ATTENTION: "errors_left", Draft.NONE: "nothing_sent"}.get(facts.draft, "unconfirmed_left")
        )
    return Refusal("not_asked_back", authority=authority)


def _in_force_refusal(facts: Facts, who: str, school_return: Return, authority: str) -> Refusal:
    when = clock.in_words(school_return.changed_at) if school_return.changed_at else ""
    if facts.in_force is InForce.ACCEPTED:
        return Refusal("return_accepted", authority=authority)
    if facts.in_force is InForce.CONFIRMED:
        return Refusal("return_confirmed", who=who, when=when)
    return Refusal("nothing_confirmed")
