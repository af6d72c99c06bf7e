"""A school says that it does not take part, or that it does after all."""

from muster.portal.audit.action import action
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Request
from muster.portal.collecting.policies import check_decline, check_rejoin
from muster.portal.foundation.actor import Actor
from muster.portal.returns.actions.moving import check_seen, locked, touch
from muster.portal.returns.policies import check_move


def decline(actor: Actor, request: Request, seen: int, reason: str = "", said_by: str = "") -> Request:
    """The school does not take part: nobody chases it. What it had sent unconfirmed stays, and counts for nothing.

    `seen` is the return's revision that the person saw; `said_by` is who at the school said so to an officer. Raises
    Changed where somebody was first, Refusal where the collection is closed, the school declined already, or its
    results are confirmed: that is to be withdrawn first.
    """
    with action(actor, request.authority.public_id):
        school_return = locked(request)
        # Before the revision: who presses twice, or comes second, is told that it is so already.
        check_decline(school_return.request)
        check_seen(school_return, seen)
        check_move("decline", school_return)
        declined = collecting.decline(actor, request, school_return.request.revision, reason, said_by)
        touch(school_return, actor)
    return declined


def rejoin(actor: Actor, request: Request, seen: int, *, on_word: bool = False) -> Request:
    """The school takes part after all, where it was with what it had sent.

    `on_word` says that an officer wrote it down on the school's word. Raises Changed where somebody was first, Refusal
    where the collection is closed or the school takes part already.
    """
    with action(actor, request.authority.public_id):
        school_return = locked(request)
        check_rejoin(school_return.request)
        check_seen(school_return, seen)
        check_move("rejoin", school_return)
        joined = collecting.rejoin(actor, request, school_return.request.revision, on_word=on_word)
        touch(school_return, actor)
    return joined
