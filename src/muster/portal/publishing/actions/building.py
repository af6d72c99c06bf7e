"""Reports made by the worker: from the beginning each time, whoever died over them before."""

from muster.portal.audit.action import action
from muster.portal.foundation import clock, leases, work
from muster.portal.foundation.actor import SYSTEM
from muster.portal.publishing.actions.editions import Made, add_editions
from muster.portal.publishing.due import Due, due_of
from muster.portal.publishing.made_from import compared_with, inputs_of
from muster.portal.publishing.models import Build
from muster.portal.publishing.papers import kept_papers, provisional_papers
from muster.portal.returns.models import Return
from muster.reporting.content import Edition

WORK = "reports"
"""The name under which reports are worked off."""

_WITH = ("authority", "confirmed", "school__authority", "request__collection__authority")


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
    made = Made(school_return, school_return.confirmed, clock.now(), provisional=True, built_from=found.made_of)
    inputs = inputs_of(school_return, made.version, Edition.PROVISIONAL, compared_with(school_return))
    with (
        kept_papers(build.authority.public_id, provisional_papers(inputs), made.begun) as kept,
        action(SYSTEM, build.authority.public_id) as act,
    ):
        leases.finish(build)  # raises LeaseLost, and keeps nothing, where another has the work now
        add_editions(act, made, kept)
