"""Reports made by the worker: from the beginning each time, whoever died over them before."""

from contextlib import ExitStack
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from muster.portal.audit.action import action
from muster.portal.foundation import clock, leases, work
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.files import FileReference, keeping
from muster.portal.publishing.due import Due, due_of
from muster.portal.publishing.made_from import inputs_of
from muster.portal.publishing.models import Build, Edition
from muster.portal.returns.models import Return, Version
from muster.reporting.content import pupil_report, school_summary
from muster.reporting.papers import file_name, paper_pdf

WORK = "reports"
"""The name under which reports are worked off."""

_WITH = ("authority", "confirmed", "school__authority", "request__collection__authority")


class _Made(NamedTuple):
    kind: Edition.Kind
    name: str
    content: bytes


class _Kept(NamedTuple):
    made: _Made
    file: FileReference


def make_reports_of(public_id: str) -> None:
    """Make the reports of the return with this public id, unless there are those of what is in force now.

    May be called at any time, by several at once: one of them makes them.
    """
    found = due_of(Return.objects.filter(public_id=public_id))
    if found is not None and found.is_due:
        work.leased(WORK, Build.objects.select_related("authority").all, _make).do(_taken_up(found))


def _taken_up(found: Due) -> str:
    """The public id of the row under which it is made, ready to be taken unless it is in somebody's hands."""
    wanted = found.made_of
    own = {"authority_id": found.authority, "wanted": wanted}
    row, _ = Build.objects.get_or_create(school_return_id=found.key, defaults=own)
    if row.wanted != wanted or row.finished_at is not None:
        as_read = Build.objects.filter(leases.free(), pk=row.pk, wanted=row.wanted, finished_at=row.finished_at)
        as_read.update(wanted=wanted, last_fault="", **leases.anew())
    return row.public_id


def _make(build: Build) -> None:
    """Make what is due under the lease, all or nothing. What changes meanwhile makes it out of date, and due again."""
    found = due_of(Return.objects.filter(pk=build.school_return_id))
    if found is None or not found.is_due:
        return
    school_return = Return.objects.select_related(*_WITH).get(pk=found.key)
    if school_return.confirmed is None:
        return
    begun = clock.now()
    with ExitStack() as kept:
        put = [
            _Kept(one, kept.enter_context(keeping(build.authority.public_id, one.content)))
            for one in _made(school_return, school_return.confirmed, begun)
        ]
        _keep(build, school_return, [_edition(school_return, found.made_of, begun, one) for one in put])


def _made(school_return: Return, version: Version, now: datetime) -> list[_Made]:
    inputs = inputs_of(school_return, version)
    papers = {Edition.Kind.SUMMARY: school_summary(inputs), Edition.Kind.PUPILS: pupil_report(inputs)}
    return [_Made(kind, file_name(paper), paper_pdf(paper, now)) for kind, paper in papers.items()]


def _keep(build: Build, school_return: Return, editions: list[Edition]) -> None:
    """Say that they are made; raises LeaseLost, and keeps nothing, where another has the work now."""
    with action(SYSTEM, build.authority.public_id) as act:
        leases.finish(build)
        last = Edition.objects.filter(school_return=school_return).aggregate(last=Max("number"))["last"] or 0
        for one in editions:
            one.number = last + 1
        Edition.objects.bulk_create(editions)
        school = school_return.school.public_id
        act.record("report.made", school_return, school=school, number=last + 1, provisional=True)


def _edition(school_return: Return, made_of: str, begun: datetime, one: _Kept) -> Edition:
    """The report, as of when its making began: whoever is erased after that may stand in it."""
    return Edition(
        authority=school_return.authority,
        school_return=school_return,
        version=school_return.confirmed,
        kind=one.made.kind,
        made_at=begun,
        provisional=True,
        built_from=made_of,
        name=one.made.name,
        file=one.file.name,
        sha256=one.file.sha256,
        size=one.file.size,
    )
