"""Figures that were open to schools when reports were made, and are not any more when they are to be published."""

from datetime import timedelta

import pytest

from muster.portal.benchmarks.actions import take_figures_back
from muster.portal.benchmarks.models import FigureSet
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.publishing.actions.releasing import WORK
from muster.portal.publishing.models import Released
from muster.portal.publishing.reads.office import ReportState
from tests.portal.benchmarks.typed import enter, entering
from tests.portal.collected import Collected, acting
from tests.portal.publishing.given import accepted_schools, line, publish, run, work_off
from tests.portal.season import Season

pytestmark = pytest.mark.usefixtures("quick_pdfs")

HOURS = timedelta(hours=1)


def switched(collected: Collected, switch: str) -> None:
    Collection.objects.update(practice={"benchmarks": switch})
    collected.collection.refresh_from_db()


def entered(collected: Collected) -> FigureSet:
    return enter(collected, entering(schools_may_see=True))


def taken_back(collected: Collected, row: FigureSet) -> None:
    take_figures_back(acting(collected.side.officer), row, row.revision)


@pytest.fixture
def collected(season: Season) -> Collected:
    """Accepted, where the authority lets schools see its figures."""
    found = accepted_schools(season)[0]
    switched(found, "schools")
    return found


@pytest.mark.parametrize("switch", ["authority", "hidden"])
def test_reports_that_compare_with_figures_closed_since_are_not_published(collected: Collected, switch: str) -> None:
    run(collected)
    switched(collected, switch)
    assert line(collected).state is ReportState.OUT_OF_DATE
    with pytest.raises(Refusal, match="release_nothing"):
        publish(collected)


def test_closed_before_the_hour_that_was_set_they_are_left_out(collected: Collected) -> None:
    run(collected)
    publish(collected, at=clock.now() + HOURS)
    switched(collected, "authority")
    with clock.at(clock.now() + HOURS):
        work_off(WORK)
    assert Released.objects.get().left_out == Released.LeftOut.OUT_OF_DATE


def test_made_anew_without_them_they_are_published(collected: Collected) -> None:
    run(collected)
    switched(collected, "authority")
    run(collected)
    publish(collected)
    assert (line(collected).state, line(collected).number) == (ReportState.PUBLISHED, 2)


def test_figures_taken_back_since_are_not_published(collected: Collected) -> None:
    row = entered(collected)
    run(collected)
    taken_back(collected, row)
    with pytest.raises(Refusal, match="release_nothing"):
        publish(collected)


def test_figures_opened_since_keep_no_report_back(season: Season) -> None:
    collected = accepted_schools(season)[0]
    run(collected)
    switched(collected, "schools")
    entered(collected)
    publish(collected)
    assert line(collected).state is ReportState.PUBLISHED


def test_what_was_published_stays_so_whatever_is_closed_afterwards(collected: Collected) -> None:
    run(collected)
    publish(collected)
    switched(collected, "hidden")
    assert line(collected).state is ReportState.PUBLISHED
