"""Final reports made by workers, a return at a time: what a killed one left, another does."""

from functools import partial

from django.db import transaction

from muster.portal.audit.action import action
from muster.portal.benchmarks.reads.comparing import Comparing
from muster.portal.foundation import clock, leases, work
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.nudge import nudge
from muster.portal.publishing.accepted import accepted_returns
from muster.portal.publishing.actions.editions import Made, add_editions
from muster.portal.publishing.actions.runs import AT_A_TIME, WORK
from muster.portal.publishing.compared import digest_of
from muster.portal.publishing.due import due_of
from muster.portal.publishing.made_from import compared_with, inputs_of
from muster.portal.publishing.models import Edition, Run, RunReturn
from muster.portal.publishing.papers import Kind, final_papers, kept_papers
from muster.portal.returns.models import Return
from muster.reporting.content import Comparator
from muster.reporting.content import Edition as For

_ONE = "final reports"
_WITH = ("authority", "confirmed", "school__authority", "request__collection__authority")
_Outcome = RunReturn.Outcome


def do_run(public_id: str) -> None:
    """Make the final reports of some returns of the run, and end it where none is left; a nudge goes on with the rest.

    May be called at any time, by several at once: they share what there is to do.
    """
    run = Run.objects.select_related("authority", "collection__authority").get(public_id=public_id)
    due = leases.due(RunReturn.objects.filter(run=run)).order_by("not_before", "pk")
    one_return = work.leased(_ONE, RunReturn.objects.all, partial(_make, run, Comparing(run.collection)))
    for row in list(due.values_list("public_id", flat=True)[:AT_A_TIME]):
        work.attempt(one_return, row)
    if due.exists():
        nudge(WORK, public_id)
    _end(run)


def _make(run: Run, comparing: Comparing, row: RunReturn) -> None:
    """Make the return's final reports under the lease, all or nothing, unless they would be as the newest are."""
    found = due_of(Return.objects.filter(pk=row.school_return_id))  # first: what changes after it makes them stale
    school_return = accepted_returns(run.collection).select_related(*_WITH).filter(pk=row.school_return_id).first()
    if found is None or school_return is None or school_return.confirmed is None:
        leases.finish(row, outcome=_Outcome.LEFT_OUT)
        return
    comparators, begun = compared_with(school_return, comparing), clock.now()
    made = Made(
        school_return, school_return.confirmed, begun, False, found.made_of, digest_of(comparators), comparing.opened
    )
    if _is_there(made):
        leases.finish(row, outcome=_Outcome.UNCHANGED)
    else:
        _set(row, made, comparators)


def _set(row: RunReturn, made: Made, comparators: tuple[Comparator, ...]) -> None:
    authority = made.school_return.authority.public_id
    papers = final_papers(inputs_of(made.school_return, made.version, For.SCHOOL, comparators))
    with kept_papers(authority, papers, made.begun) as kept, action(SYSTEM, authority) as act:
        leases.finish(row, outcome=_Outcome.MADE)
        add_editions(act, made, kept)


def _is_there(made: Made) -> bool:
    """Whether the newest final edition was made of the same, and what it was made with is open still."""
    rows = Edition.objects.filter(school_return=made.school_return, kind=Kind.SUMMARY, provisional=False)
    newest = rows.order_by("-number").values_list("built_from", "made_with", "opened").first()
    return newest is not None and newest[:2] == (made.built_from, made.made_with) and made.opened.issuperset(newest[2])


def _end(run: Run) -> None:
    """End the run where nothing of it is left to do: one event, whoever of several at once comes first."""
    with transaction.atomic():
        rows = Run.objects.select_for_update(no_key=True).filter(pk=run.pk, ended_at=None)
        if not rows or RunReturn.objects.filter(run=run, finished_at=None, stopped_at=None).exists():
            return
        with action(SYSTEM, run.authority.public_id) as act:
            rows.update(ended_at=clock.now())
            of_run = RunReturn.objects.filter(run=run)
            made = of_run.filter(outcome=_Outcome.MADE).count()
            failed = of_run.exclude(stopped_at=None).count()
            act.record("reports.run_ended", run, collection=run.collection.public_id, made=made, failed=failed)
