"""An officer begins to act for a school, and ends it; what is done meanwhile is noted, and the school told."""

from django.conf import settings

from muster.portal.audit.action import action
from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.letterhead import letterhead
from muster.portal.outbox.actions import send
from muster.portal.outbox.rendering import Fact
from muster.portal.returns.acting import under_way
from muster.portal.returns.models import Acting, Return
from muster.portal.returns.policies import check_sending
from muster.portal.returns.sealing import close

_SHORT = 32


def begin_acting(actor: Actor, request: Request, how: Acting.How, reason: str) -> Acting:
    """Act for the request's school from now on: `how` the school asked for it, and what for. One event.

    What this officer began before is over then. Raises Refusal where no reason is given, or nothing can be sent now.
    """
    if not reason.strip():
        raise Refusal("acting_unexplained")
    check_sending(request.collection)
    row = Acting(authority_id=request.authority_id, request=request, by=actor.public_id, by_name=actor.name, how=how)
    row.sealed = close(row, "reason", reason.strip(), vault_of(request.authority.public_id))
    with action(actor, request.authority.public_id) as act:
        under_way(request, actor.public_id).update(ended_at=clock.now())
        row.save(force_insert=True)
        act.record("acting.begun", row, school=request.school.public_id, how=str(how))
    return row


def end_acting(actor: Actor, request: Request) -> None:
    """Act for the school no longer; nothing happens where it is over already. One event."""
    for row in under_way(request, actor.public_id):
        with action(actor, request.authority.public_id) as act:
            under_way(request, actor.public_id).filter(pk=row.pk).update(ended_at=clock.now())
            act.record("acting.ended", row, school=request.school.public_id, moves=len(row.did))


def note_act(actor: Actor, school_return: Return, move: str) -> None:
    """Note that the actor made the move for the school, which is told by mail, once a day. Part of the move.

    Raises Refusal where the officer no longer acts for this school.
    """
    request = school_return.request
    row = under_way(request, actor.public_id).select_for_update(no_key=True).filter(public_id=actor.acting).first()
    if row is None:
        raise Refusal("acting_over")
    version = school_return.version
    row.did = [*row.did, {"move": move, "version": version.number if version else 0}]
    row.save(update_fields=["did"])
    _tell(row, request)


def _tell(row: Acting, request: Request) -> None:
    facts: dict[str, Fact] = {
        "title": request.collection.title,
        "school": request.school.name,
        "who": row.by_name,
        "how": row.get_how_display(),
        "link": f"{settings.PORTAL_ADDRESS}/schools/{request.school.public_id}/requests/{request.public_id}/",
        **letterhead(request.authority),
    }
    for to in addressees([request.school])[request.school_id]:
        once = f"acted_for_you:{request.public_id}:{clock.today():%Y%m%d}:{digest_of(to.address)[:_SHORT]}"
        send("acted_for_you", to, facts, authority=request.authority.public_id, once=once)
