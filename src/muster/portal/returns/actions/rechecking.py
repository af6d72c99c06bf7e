"""Checking again what was received, once roll, former years, settings or the school itself have gone on."""

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.crypto import vault_of
from muster.portal.returns.actions.moving import locked, touch
from muster.portal.returns.actions.storing import draft_after, write_findings
from muster.portal.returns.checking import Beside, Checked, beside, checked
from muster.portal.returns.keys import Key, key_of
from muster.portal.returns.models import Finding, Result, Return, Version
from muster.portal.returns.sealing import content_of
from muster.portal.returns.staleness import stale_rows

_JOINS = (
    "newest__authority",
    "confirmed__authority",
    "request__collection__authority",
    "request__authority",
    "request__school",
)


class _MovedOn(Exception):
    """The return has gone on since it was checked: whatever it has now was checked itself, or is still due."""


class _Again(msgspec.Struct, frozen=True):
    """A version and what checking it again says."""

    version: Version
    answer: Checked


def check_again(request: Request) -> bool:
    """Check the request's return again where its findings are stale; whether that was done. One event.

    What is in force is never moved, and nothing that the school has said is lost: it hangs on the facts. The draft
    is what the newest version now needs. The return goes on by a revision only where something else is said of it.
    A version that came meanwhile was checked itself; another process may do the same, and one of the two finds
    nothing left to do.
    """
    school_return = stale_rows().filter(request=request).select_related(*_JOINS).first()
    if school_return is None:
        return False
    held = beside(school_return.request)
    again = [_checked(version, held) for version in (school_return.newest, school_return.confirmed) if version]
    try:
        _keep(school_return, again, held)
    except _MovedOn:
        return False
    return True


def check_again_by_id(public_id: str) -> None:
    """Check the return with this public id again, as `check_again` does: for the sweeper."""
    for row in Return.objects.filter(public_id=public_id).select_related("request"):
        check_again(row.request)


def _keep(seen: Return, again: list[_Again], held: Beside) -> None:
    request = seen.request
    with action(SYSTEM, request.authority.public_id) as act:
        now = locked(request)
        if (now.revision, now.checked_with) != (seen.revision, seen.checked_with):
            raise _MovedOn
        before = _said(now)
        for one in again:
            _write(now, one, held)
        now.checked_with = held.checked_with
        after = _said(now)
        _settle(now, is_new=after != before)
        collection, new, gone = request.collection.public_id, len(after - before), len(before - after)
        school, draft = request.school.public_id, str(now.draft)
        act.record("return.checked_again", now, school=school, collection=collection, new=new, gone=gone, draft=draft)


def _checked(version: Version, held: Beside) -> _Again:
    file = content_of(version, vault_of(version.authority.public_id))
    return _Again(version, checked(file, held.context))


def _write(school_return: Return, again: _Again, held: Beside) -> None:
    version, result = again.version, again.answer.result
    places = {row.place: row for row in Result.objects.filter(version=version)}
    Finding.objects.filter(version=version).delete()
    write_findings(version, result, places, held, vault_of(school_return.authority.public_id))
    if version.pk == school_return.newest_id:
        school_return.draft = draft_after(result)
    if school_return.version is not None and version.pk == school_return.version.pk:
        school_return.not_listed = result.left_out


def _settle(school_return: Return, *, is_new: bool) -> None:
    """Save it: as another revision where people would read something else, else without their noticing."""
    if is_new:
        touch(school_return, SYSTEM)
    else:
        school_return.save(update_fields=["checked_with", "not_listed", "draft"])


def _said(school_return: Return) -> frozenset[tuple[Key, str]]:
    """What is found, and how much each finding asks: a rule that was softened or waived says something else."""
    kept = [one for one in (school_return.newest_id, school_return.confirmed_id) if one]
    return frozenset((key_of(row), row.severity) for row in Finding.objects.filter(version__in=kept))
