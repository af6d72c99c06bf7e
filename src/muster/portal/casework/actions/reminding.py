"""Reminders: set for now or later, called off, sent when due to those whom they fit then."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from muster.portal.audit.action import Action, action
from muster.portal.casework.letters import content_for
from muster.portal.casework.models import Reminded, Reminding
from muster.portal.casework.policies import check_call_off, check_remind
from muster.portal.casework.reads.remindings import Candidate, candidates
from muster.portal.casework.schedule import suggested
from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.times import start_of
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import SYSTEM, Actor, ActorKind
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.actions import Letter, send_many
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.messages import remind

WORK = "reminders"
"""The name under which reminders that are due are worked off."""

_GET_READY = "get_ready"
_SHORT = 32


def set_reminding(
    actor: Actor,
    collection: Collection,
    to: str,
    *,
    due_at: datetime | None = None,
    schools: Sequence[str] = (),
) -> Reminding:
    """Have those schools reminded at that moment, now where none is given. One event.

    `schools` are public ids of those chosen by hand; of these, and of all where none are chosen, it goes to those whom
    it fits when it is due. Raises Refusal where the collection is a draft or closed, the moment has passed or is after
    the close, or such a reminder is set for that moment.
    """
    when = due_at or clock.now()
    check_remind(collection, to, when)
    try:
        with action(actor, collection.authority.public_id) as act:
            found = _set(actor, collection, to, when, schools)
            _record(act, "reminding.set", found, chosen=len(schools))
    except IntegrityError as fault:
        raise Refusal("reminding_twice") from fault
    return found


def set_suggested(actor: Actor, collection: Collection) -> list[Reminding]:
    """Set the suggested reminders that are still to come and not set yet, called off ones too. One event each.

    Raises Refusal where the collection is a draft or closed, or nothing is left to set.
    """
    check_running(collection)
    with action(actor, collection.authority.public_id) as act:
        Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
        known = set(Reminding.objects.filter(collection=collection, called_off_at=None).values_list("to", "due_at"))
        left = [one for one in suggested(collection) if (one.to, one.due_at) not in known]
        if not left:
            raise Refusal("nothing_suggested")
        for one in left:
            check_remind(collection, one.to, one.due_at)
        made = [_set(actor, collection, one.to, one.due_at, ()) for one in left]
        for reminding in made:
            _record(act, "reminding.set", reminding, chosen=0)
    return made


def call_off(actor: Actor, reminding: Reminding) -> Reminding:
    """Let the reminder not go. One event. Raises Refusal where it has gone, is going, or was called off."""
    check_call_off(reminding)
    now = clock.now()
    with action(actor, reminding.authority.public_id) as act:
        rows = Reminding.objects.filter(leases.free(), pk=reminding.pk, finished_at=None, stopped_at=None)
        done = rows.update(called_off_at=now, called_off_by_name=actor.name, finished_at=now)
        reminding.refresh_from_db()
        if not done:
            check_call_off(reminding)
            raise Refusal("reminding_gone")
        _record(act, "reminding.called_off", reminding)
    return reminding


def send_reminding(actor: Actor, reminding: Reminding) -> None:
    """Write to the schools that it fits now, of those chosen. An event a school, and one with the counts.

    The caller holds the reminding by lease, which ends in the same transaction: whoever dies in the middle has written
    to nobody. A school that was written to today already is passed over. Where the collection has closed meanwhile
    nobody is written to, and the reminding says so.
    """
    with action(actor, reminding.authority.public_id) as act:
        reminding.refused = _refused(reminding.collection)
        written = [] if reminding.refused else _write(actor, act, reminding)
        reminding.written_to = sum(bool(one.to) for one in written)
        reminding.not_reached = len(written) - reminding.written_to
        Reminded.objects.bulk_create(
            Reminded(authority=reminding.authority, reminding=reminding, school=one.school, reached=bool(one.to))
            for one in written
        )
        reminding.save(update_fields=["written_to", "not_reached", "refused"])
        counts = {"written_to": reminding.written_to, "not_reached": reminding.not_reached}
        _record(act, "reminding.sent", reminding, refused=reminding.refused, **counts)
        leases.finish(reminding)


def do_reminding(reminding: Reminding) -> None:
    """What the work does with a reminding that is due, in the name of whoever pressed, or the machine's own."""
    send_reminding(_sender_of(reminding), reminding)


def _refused(collection: Collection) -> str:
    """The id of what forbids that schools are reminded; "" where nothing does."""
    try:
        check_running(collection)
    except Refusal as refusal:
        return refusal.id
    return ""


def _set(actor: Actor, collection: Collection, to: str, when: datetime, schools: Sequence[str]) -> Reminding:
    reminding = Reminding(authority=collection.authority, collection=collection, to=to, due_at=when, not_before=when)
    reminding.schools, reminding.by, reminding.by_name = list(schools), actor.public_id, actor.name
    with transaction.atomic():
        reminding.save(force_insert=True)
        if when <= clock.now():
            nudge(WORK, reminding.public_id)
    return reminding


def _record(act: Action, verb: str, reminding: Reminding, **facts: str | int) -> None:
    collection, due = reminding.collection.public_id, reminding.due_at.isoformat()
    said: dict[str, Any] = {"collection": collection, "to": str(reminding.to), "due": due, **facts}
    act.record(verb, reminding, **said)


def _sender_of(reminding: Reminding) -> Actor:
    """Who writes: the officer who pressed just before; the machine, where it was set for later."""
    by_hand = reminding.due_at <= reminding.made_at
    return Actor(ActorKind.PERSON, reminding.by, reminding.by_name) if by_hand and reminding.by else SYSTEM


def _write(actor: Actor, act: Action, reminding: Reminding) -> list[Candidate]:
    """Write to whom it fits; gives those written to, and those that have no address."""
    chosen, collection = set(reminding.schools), reminding.collection
    # Two remindings at once wait for each other, so that no school is written to twice.
    Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    found = candidates(Scope(Level.AUTHORITY, reminding.authority.public_id), collection, reminding.to)
    fitting = [one for one in found if not chosen or one.school.public_id in chosen]
    if reminding.to == Reminding.To.NOT_READY:
        return _ask_to_get_ready(act, reminding, fitting)
    requests = [one.request for one in fitting if one.request is not None]
    told = remind(actor, collection, requests, reminding.public_id)
    now_told = {one.pk for one in told.requests}
    return [one for one in fitting if one.request is not None and one.request.pk in now_told]


def _ask_to_get_ready(act: Action, reminding: Reminding, fitting: list[Candidate]) -> list[Candidate]:
    """Write to those that were not written to today about this already."""
    authority, collection = reminding.authority.public_id, reminding.collection.public_id
    rows = Mail.objects.filter(template=_GET_READY, authority=authority, made_at__gte=start_of(clock.today()))
    today = set(rows.values_list("school", flat=True))
    due = [one for one in fitting if one.school.public_id not in today]
    letters = (letter for one in due for letter in _letters(reminding, one))
    send_many(letters, authority=authority, batch=reminding.public_id)
    for one in due:
        school, reached = one.school.public_id, bool(one.to)
        act.record("school.asked_to_get_ready", one.school, school=school, collection=collection, reached=reached)
    return due


def _letters(reminding: Reminding, one: Candidate) -> Iterator[Letter]:
    content, school = content_for(reminding.collection, one), one.school.public_id
    about = f"{_GET_READY}:{school}:{clock.today().isoformat()}"
    for to in one.to:
        yield Letter(content.template, to, content.facts, f"{about}:{digest_of(to.address)[:_SHORT]}", school)
