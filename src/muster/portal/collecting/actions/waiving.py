"""A rule waived for one school, and asked of it again."""

import msgspec
from django.db import IntegrityError

from muster.portal.audit.action import action
from muster.portal.collecting.models import Request, Waiver
from muster.portal.collecting.policies import check_running, check_waive
from muster.portal.collecting.revisions import change
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal


class Waiving(msgspec.Struct, frozen=True):
    """The rule, why it does not count for the school, and who decided it: the school is shown all three."""

    rule: str
    reason: str
    authorised_by: str


def waive(actor: Actor, request: Request, waiving: Waiving) -> Waiver:
    """Let a rule not count for the request's school in its collection, until that is ended. One event.

    What was received is checked again by itself. Raises Refusal where the rule may not be waived or is waived already,
    no reason or nobody who decided it is given, or the collection is closed.
    """
    check_running(request.collection)
    check_waive(request.collection, waiving.rule)
    if not waiving.reason.strip():
        raise Refusal("waiver_unexplained")
    if not waiving.authorised_by.strip():
        raise Refusal("waiver_unauthorised")
    row = _row(actor, request, waiving)
    try:
        with action(actor, request.authority.public_id) as act:
            row.save(force_insert=True)
            collection, school = request.collection.public_id, request.school.public_id
            act.record("rule.waived", row, school=school, collection=collection, rule=row.rule)
    except IntegrityError as fault:
        raise _waived_already(row) from fault
    return row


def end_waiver(actor: Actor, waiver: Waiver, seen: int) -> Waiver:
    """Ask the rule of the school again; the waiver stays, as ended. One event.

    Raises Changed where somebody ended it first, Refusal where the collection is closed.
    """
    check_running(waiver.collection)
    with action(actor, waiver.authority.public_id) as act:
        change(waiver, seen, {"ended_at": clock.now(), "ended_by_name": actor.name})
        collection, school = waiver.collection.public_id, waiver.school.public_id
        act.record("rule.asked_again", waiver, school=school, collection=collection, rule=waiver.rule)
    return waiver


def _row(actor: Actor, request: Request, waiving: Waiving) -> Waiver:
    return Waiver(
        authority_id=request.authority_id,
        collection=request.collection,
        school=request.school,
        rule=waiving.rule,
        reason=waiving.reason.strip(),
        authorised_by=waiving.authorised_by.strip(),
        made_by_name=actor.name,
    )


def _waived_already(row: Waiver) -> Refusal:
    """That somebody was first: the database keeps one waiver a rule."""
    alike = Waiver.objects.filter(collection=row.collection, school=row.school, rule=row.rule, ended_at=None)
    first = alike.first() or row
    return Refusal("waived_already", who=first.made_by_name, when=clock.in_words(first.made_at))
