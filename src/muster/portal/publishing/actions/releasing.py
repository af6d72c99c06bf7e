"""Final reports given to schools: at once or at a set hour, called off before."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import F

from muster.portal.audit.action import Action, action
from muster.portal.benchmarks.reads.comparing import Comparing
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import SYSTEM, Actor, ActorKind
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Refusal
from muster.portal.publishing.due import made_of
from muster.portal.publishing.finals import Final
from muster.portal.publishing.models import Edition, Release, Released
from muster.portal.publishing.policies import check_release_at, check_release_call_off, why_left_out
from muster.portal.publishing.publishable import publishable
from muster.portal.returns.actions.messages import announce_reports
from muster.portal.returns.models import Return

WORK = "releases"
"""The name under which releases that are due are worked off."""


def release(
    actor: Actor, collection: Collection, returns: Sequence[str] | None = None, at: datetime | None = None
) -> Release:
    """Have the newest final reports of these returns, or of all, published at that moment: now where none is given.

    `returns` are public ids. Left out are reports that are published or to be published already, that are out of date,
    and those of returns that are not accepted. One event. Raises Refusal where that moment has passed, where nothing is
    left to publish, or where somebody else pressed at the same moment.
    """
    when = at or clock.now()
    check_release_at(when)
    ready = list(publishable(collection, returns))
    if not ready:
        raise Refusal("release_nothing")
    try:
        with action(actor, collection.authority.public_id) as act:
            found = _set(actor, collection, when, ready)
            _record(act, "reports.release_set", found, schools=len(ready))
    except IntegrityError as fault:
        raise Refusal("release_twice") from fault
    return found


def call_off(actor: Actor, release: Release) -> Release:
    """Let the reports not be published. One event. Raises Refusal where they are, or it was called off."""
    check_release_call_off(release)
    now = clock.now()
    with action(actor, release.authority.public_id) as act:
        rows = Release.objects.filter(leases.free(), pk=release.pk, finished_at=None, stopped_at=None)
        done = rows.update(cancelled_at=now, cancelled_by_name=actor.name, finished_at=now)
        release.refresh_from_db()
        if not done:
            check_release_call_off(release)
            raise Refusal("release_done")
        release.members.update(left_out=Released.LeftOut.CALLED_OFF)
        _record(act, "reports.release_called_off", release)
    return release


def publish(actor: Actor, release: Release) -> None:
    """Give the schools their reports, and tell them. An event a school, and one with the counts.

    The caller holds the release by lease, which ends in the same transaction: whoever dies in the middle has published
    nothing. What was not accepted any more, or changed, meanwhile is left out, and says why.
    """
    with action(actor, release.authority.public_id) as act:
        rows = Collection.objects.select_related("authority").select_for_update(no_key=True, of=("self",))
        members = _locked(release, Comparing(rows.get(pk=release.collection_id)).opened)
        for one in members:
            _give(act, one)
        Released.objects.bulk_update(members, ["published_at", "left_out"])
        given = [one for one in members if one.published_at is not None]
        Return.objects.filter(pk__in=[one.school_return_id for one in given]).update(reported=F("confirmed"))
        if given:
            requests = [one.school_return.request for one in given]
            announce_reports(actor, release.collection, requests, release.public_id)
        _record(act, "reports.released", release, given=len(given), left_out=len(members) - len(given))
        leases.finish(release)


def do_release(release: Release) -> None:
    """What the work does with a release that is due, in the name of whoever pressed, or the machine's own."""
    by_hand = release.at <= release.made_at and release.by
    publish(Actor(ActorKind.PERSON, release.by, release.by_name) if by_hand else SYSTEM, release)


def _set(actor: Actor, collection: Collection, when: datetime, ready: Sequence[tuple[Return, Final]]) -> Release:
    found = Release.objects.create(
        authority=collection.authority, collection=collection, at=when, not_before=when, by=actor.public_id,
        by_name=actor.name,
    )  # fmt: skip
    broken = Released.objects.filter(release__collection=collection, release__stopped_at__isnull=False, left_out="")
    broken.update(left_out=Released.LeftOut.FAILED)
    Released.objects.bulk_create(
        Released(authority=collection.authority, release=found, school_return=one, number=final.number)
        for one, final in ready
    )
    if when <= clock.now():
        nudge(WORK, found.public_id)
    return found


def _record(act: Action, verb: str, release: Release, **counts: int) -> None:
    said: dict[str, Any] = {"collection": release.collection.public_id, "at": release.at.isoformat(), **counts}
    act.record(verb, release, **said)


def _locked(release: Release, opened: Set[str]) -> list[Released]:
    """The release's rows, their returns locked, with why each is left out, if it is."""
    members = list(release.members.select_related("school_return").order_by("school_return_id"))
    rows = Return.objects.filter(pk__in=[one.school_return_id for one in members]).order_by("pk")
    locked = rows.select_related("authority", "school__authority", "request__school", "request__collection__authority")
    now = {one.pk: one for one in locked.select_for_update(no_key=True, of=("self",))}
    editions, made = _editions(release), made_of(rows)
    for one in members:
        key = one.school_return_id
        one.school_return, edition = now[key], editions.get((key, one.number))
        is_stale = edition is None or edition.is_stale(made.get(key, ""), opened)
        one.left_out = why_left_out(now[key], is_stale=is_stale)
    return members


def _editions(release: Release) -> dict[tuple[int, int], Edition]:
    """By return and number the summaries of the release."""
    rows = Edition.objects.filter(
        school_return__released__release=release, number=F("school_return__released__number"), kind=Edition.Kind.SUMMARY
    )
    return {
        (one.school_return_id, one.number): one for one in rows.only("school_return", "number", "built_from", "opened")
    }


def _give(act: Action, one: Released) -> None:
    if one.left_out:
        return
    one.published_at = clock.now()
    school = one.school_return.school.public_id
    act.record("report.published", one.school_return, school=school, number=one.number)
