"""A school's answer to the request: not taking part, or taking part after all."""

from muster.portal.audit.action import action
from muster.portal.collecting.models import Request
from muster.portal.collecting.policies import check_decline, check_rejoin
from muster.portal.collecting.revisions import change
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor

_REASON = 2_000
_NAME = 200


def decline(actor: Actor, request: Request, seen: int, reason: str = "", said_by: str = "") -> Request:
    """The school does not take part: nobody chases it. A reason may be given, and stays out of the trail. One event.

    `seen` is the revision that the person saw; `said_by` is who at the school said so to an officer. Raises Changed
    where somebody was first, Refusal where the collection is closed or the school declined already.
    """
    with action(actor, request.authority.public_id) as act:
        now = _as_it_is(request)
        if now.revision == seen:
            check_decline(now)
        fields = {
            "participation": Request.Participation.DECLINED,
            "declined_at": clock.now(),
            "declined_by_name": actor.name,
            "said_by": said_by.strip()[:_NAME],
            "reason": reason.strip()[:_REASON],
        }
        change(now, seen, fields)
        collection, school = now.collection.public_id, now.school.public_id
        act.record("request.declined", now, school=school, collection=collection, on_word=bool(said_by))
    return now


def rejoin(actor: Actor, request: Request, seen: int, *, on_word: bool = False) -> Request:
    """The school takes part after all. One event, which keeps when it had declined.

    `on_word` says that an officer wrote it down on the school's word. Raises Changed where somebody was first, Refusal
    where the collection is closed or the school takes part.
    """
    with action(actor, request.authority.public_id) as act:
        now = _as_it_is(request)
        if now.revision == seen:
            check_rejoin(now)
        declined = now.declined_at.isoformat() if now.declined_at else ""
        fields = {
            "participation": Request.Participation.ASKED,
            "declined_at": None,
            "declined_by_name": "",
            "said_by": "",
            "reason": "",
        }
        change(now, seen, fields)
        collection, school = now.collection.public_id, now.school.public_id
        act.record("request.rejoined", now, school=school, collection=collection, declined_at=declined, on_word=on_word)
    return now


def _as_it_is(request: Request) -> Request:
    return Request.objects.select_related("authority", "collection", "school").get(pk=request.pk)
