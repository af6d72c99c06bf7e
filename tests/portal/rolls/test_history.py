"""Former years' figures: kept once a school, year and subject."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.rolls.actions import HistoryLoaded, load_history
from muster.portal.rolls.models import FormerResults
from muster.portal.rolls.reads import history_revision
from muster.records import HistoryRow
from tests.portal.rolls.made_up import OFFICER
from tests.portal.season import Season

READING = HistoryRow("330", "2001", 2025, "reading", 30, 20, 5)
WRITING = HistoryRow("330", "2001", 2025, "writing", 30, 18, 2)


def load(season: Season, *rows: HistoryRow) -> HistoryLoaded:
    return load_history(OFFICER, season.authority, rows)


def test_figures_are_added(season: Season) -> None:
    assert load(season, READING, WRITING) == HistoryLoaded(2, 0, 0, ())


def test_the_same_again_changes_nothing(season: Season) -> None:
    load(season, READING, WRITING)
    before = list(FormerResults.objects.order_by("pk").values())
    assert load(season, READING, WRITING) == HistoryLoaded(0, 0, 2, ())
    assert list(FormerResults.objects.order_by("pk").values()) == before


def test_a_changed_figure_replaces_and_raises_the_revision(season: Season) -> None:
    load(season, READING, WRITING)
    assert history_revision(EVERYTHING, season.school) == 2
    assert load(season, HistoryRow("330", "2001", 2025, "reading", 31, 20, 5)) == HistoryLoaded(0, 1, 0, ())
    assert FormerResults.objects.get(subject="reading").eligible == 31
    assert history_revision(EVERYTHING, season.school) == 3


def test_what_is_not_named_stays(season: Season) -> None:
    load(season, READING)
    load(season, WRITING)
    assert FormerResults.objects.count() == 2


def test_closed_schools_are_passed_over_and_told(season: Season) -> None:
    done = load(season, READING, HistoryRow("330", "9999", 2025, "reading", 30, 20, 5))
    assert (done.added, done.schools_unknown) == (1, ("3309999",))


def test_the_twin_keeps_figures_of_its_own(season: Season) -> None:
    load(season, READING)
    load_history(OFFICER, season.twin.authority, [READING])
    assert FormerResults.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        HistoryRow("330", "2001", 2025, "reading", 30, 31, 5),
        HistoryRow("330", "2001", 2025, "reading", 30, 20, 21),
        HistoryRow("330", "2001", 2025, "reading", 30, 20, -1),
        HistoryRow("330", "2001", 99_999, "reading", 30, 20, 5),
        HistoryRow("330", "2001", 2025, "reading", 9_000_000_000, 20, 5),
        HistoryRow("330", "2001", 2025, "", 30, 20, 5),
        HistoryRow("330", "2001", 2025, "r" * 41, 30, 20, 5),
    ],
)
def test_figures_that_cannot_be_are_refused_and_nothing_is_kept(season: Season, wrong: HistoryRow) -> None:
    with pytest.raises(Refusal, match="history_wrong") as refused:
        load(season, WRITING, wrong)
    assert season.school.name in refused.value.sentence
    assert not FormerResults.objects.exists()


def test_two_different_figures_of_one_thing_are_refused(season: Season) -> None:
    with pytest.raises(Refusal, match="history_twice") as refused:
        load(season, READING, HistoryRow("330", "2001", 2025, "reading", 31, 20, 5))
    assert "reading in 2025" in refused.value.sentence


def test_one_event_with_counts(season: Season) -> None:
    before = Event.objects.count()
    load(season, READING, WRITING)
    event = Event.objects.get(verb="history.loaded")
    assert event.facts == {"figures": 2, "added": 2, "changed": 0, "schools_unknown": 0}
    assert Event.objects.count() == before + 1
