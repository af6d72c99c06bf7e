"""Final reports in tests: asked for, made as a worker makes them, and published."""

from collections.abc import Sequence
from datetime import datetime

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, work
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.publishing.actions.releasing import WORK as RELEASES
from muster.portal.publishing.actions.releasing import release
from muster.portal.publishing.actions.runs import WORK as RUNS
from muster.portal.publishing.actions.runs import begin_run
from muster.portal.publishing.models import Edition, Release, Run
from muster.portal.publishing.reads.office import ReportLine, report_lines
from tests.portal.collected import Collected, acting, collect, roll_entries
from tests.portal.returned import accepted
from tests.portal.season import Season, Side

FINAL = (Edition.Kind.SUMMARY, Edition.Kind.PUPILS, Edition.Kind.PUBLICATION)


def whole(side: Side) -> Scope:
    """What an officer sees."""
    return Scope(Level.AUTHORITY, side.authority.public_id)


def of_school(side: Side) -> Scope:
    """What the school sees."""
    return Scope(Level.SCHOOL, side.authority.public_id, frozenset({side.school.public_id}))


def accepted_schools(season: Season, *others: School) -> list[Collected]:
    """The season's school and these, each asked by one collection, and its results accepted."""
    first = collect(season)
    collecting.ask_schools(acting(season.officer), first.collection, list(others))
    found = [first]
    for school in others:
        request = first.collection.requests.get(school=school)
        found.append(Collected(season, first.collection, request, roll_entries(school)))
    for one in found:
        accepted(one)
    return found


def run(collected: Collected, requests: Sequence[str] | None = None) -> Run:
    """Have final reports made, and make them."""
    begun = begin_run(acting(collected.side.officer), collected.collection, requests)
    work_off(RUNS)
    begun.refresh_from_db()
    return begun


def publish(collected: Collected, returns: Sequence[str] | None = None, at: datetime | None = None) -> Release:
    """Have final reports published, and publish those that are due."""
    asked = release(acting(collected.side.officer), collected.collection, returns, at)
    work_off(RELEASES)
    asked.refresh_from_db()
    return asked


def published(season: Season) -> Collected:
    """A school that was given its final reports."""
    (collected,) = accepted_schools(season)
    run(collected)
    publish(collected)
    return collected


def work_off(name: str) -> None:
    """What the sweeper does with this work now."""
    kind = next(one for one in work.works() if one.name == name)
    for item in kind.pending(50):
        work.do(name, item)


def finals(collected: Collected) -> list[Edition]:
    """The return's final reports, the oldest first."""
    rows = Edition.objects.filter(school_return__request=collected.request, provisional=False)
    return list(rows.select_related("authority", "school_return__school").order_by("number", "pk"))


def line(collected: Collected) -> ReportLine:
    """The school's line on the officers' page, as it is now."""
    collection = Collection.objects.select_related("authority").get(pk=collected.collection.pk)
    lines = report_lines(whole(collected.side), collection)
    return next(one for one in lines if one.request.pk == collected.request.pk)


def late(collection: Collection) -> datetime:
    """A moment in the last week of term, when schools should have their reports."""
    return clock.now().replace(
        year=collection.last_week.year, month=collection.last_week.month, day=collection.last_week.day, hour=12
    )
