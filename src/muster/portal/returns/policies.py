"""When a return may be moved. `check_x` raises the Refusal, `can_x` answers yes or no."""

from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.facts import Draft, InForce, Participation
from muster.portal.returns.models import Return
from muster.portal.returns.workflow import MOVES, Move, is_possible


def check_move(name: str, school_return: Return) -> None:
    """Raises Refusal where the return's facts, or its collection's dates, do not allow the move."""
    move, collection = MOVES[name], school_return.request.collection
    if collection.kind not in move.kinds:
        raise Refusal("file_alone_asked" if collection.kind == Collection.Kind.FILE_ONLY else "results_asked")
    if move.becomes is not None:
        # Whether a school takes part it may say before files are taken, too.
        check_running(collection)
    elif not move.when_closed:
        check_sending(collection)
    if not is_possible(move, school_return.facts):
        raise _why_not(move, school_return)


def check_sending(collection: Collection) -> None:
    """Raises Refusal where schools cannot send yet, or no longer."""
    check_running(collection)
    if state_of(collection) is not State.OPEN:
        raise Refusal("collection_not_open", opens=said(collection.opens_at))


def check_put_in(school_return: Return) -> None:
    """Raises Refusal where results are confirmed: a file that the authority brings in never replaces those."""
    if school_return.in_force == InForce.ACCEPTED:
        raise Refusal("imported_accepted")
    if school_return.in_force == InForce.CONFIRMED:
        raise Refusal("imported_confirmed", **_confirmed(school_return))


def can_move(name: str, school_return: Return) -> bool:
    """Whether the move is possible now, whoever makes it."""
    try:
        check_move(name, school_return)
    except Refusal:
        return False
    return True


def _why_not(move: Move, school_return: Return) -> Refusal:
    facts, authority = school_return.facts, school_return.request.collection.authority.name
    if facts.participation != move.participation:
        declined = facts.participation is Participation.DECLINED
        return Refusal("return_declined" if declined else "takes_part_already")
    if facts.in_force not in move.in_forces:
        return _in_force_refusal(school_return, authority)
    if facts.draft not in move.drafts:
        return _draft_refusal(move, school_return, authority)
    if move.needs_version and facts.draft is Draft.NONE:
        return Refusal("nothing_sent")
    return Refusal("not_asked_back", authority=authority)


def _draft_refusal(move: Move, school_return: Return, authority: str) -> Refusal:
    """Confirming wants a draft that is ready; accepting wants none at all."""
    if Draft.NONE in move.drafts:
        return Refusal("unconfirmed_left")
    if school_return.facts.draft is Draft.NEEDS_ATTENTION:
        return Refusal("errors_left")
    confirmed = school_return.facts.in_force is not InForce.NONE
    return _in_force_refusal(school_return, authority) if confirmed else Refusal("nothing_sent")


def _in_force_refusal(school_return: Return, authority: str) -> Refusal:
    facts = school_return.facts
    if facts.in_force is InForce.ACCEPTED:
        return Refusal("return_accepted", authority=authority)
    if facts.in_force is InForce.CONFIRMED:
        return Refusal("return_confirmed", **_confirmed(school_return))
    return Refusal("nothing_confirmed")


def _confirmed(school_return: Return) -> dict[str, str]:
    """Who confirmed what is in force, and when."""
    last = school_return.confirmations.filter(withdrawn_at__isnull=True).order_by("-at").first()
    return {
        "who": last.by_name if last else "Somebody",
        "when": clock.in_words(last.at if last else school_return.made_at),
    }
