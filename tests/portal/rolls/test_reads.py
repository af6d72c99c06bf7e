"""What was loaded is read as it was given, by those whose it is."""

import msgspec
import pytest

from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.organisations.models import School
from muster.portal.rolls.actions import load_history
from muster.portal.rolls.reads import expected_of, held_of, history_of, history_revision, roll_revision
from muster.records import Expected, HistoryRow, Roll
from tests.portal.rolls.made_up import ADA, ALL, CENSUS_DAY, EVE, OFFICER, collection_of, load
from tests.portal.season import Season, Side

READING = HistoryRow("330", "2001", 2025, "reading", 30, 20, 5)


class Loaded(msgspec.Struct):
    """Our collection and the twin's, with the same roll and history loaded into both."""

    season: Season
    ours: Collection
    theirs: Collection


@pytest.fixture
def loaded(season: Season) -> Loaded:
    return Loaded(season, _of(season), _of(season.twin))


def _of(side: Side) -> Collection:
    collection = collection_of(side.authority)
    load(collection, *ALL)
    load_history(OFFICER, side.authority, [READING])
    return collection


def scope(season: Season, *schools: School) -> Scope:
    """An officer's without schools, else these schools'."""
    level = Level.SCHOOL if schools else Level.AUTHORITY
    return Scope(level, season.authority.public_id, frozenset(school.public_id for school in schools))


def test_a_school_reads_its_own_roll_as_it_was_given(loaded: Loaded) -> None:
    own = scope(loaded.season, loaded.season.school)
    assert expected_of(own, loaded.ours, loaded.season.school) == Roll(CENSUS_DAY, (ADA, EVE))


def test_an_officer_reads_every_schools(loaded: Loaded) -> None:
    for school in (loaded.season.school, loaded.season.other_school):
        assert expected_of(scope(loaded.season), loaded.ours, school) is not None


def test_the_machine_reads_every_authoritys(loaded: Loaded) -> None:
    assert expected_of(EVERYTHING, loaded.theirs, loaded.season.twin.school) == Roll(CENSUS_DAY, (ADA, EVE))


def test_a_school_reads_nothing_of_anothers(loaded: Loaded) -> None:
    season = loaded.season
    assert held_of(scope(season, season.other_school), loaded.ours, season.school) == Expected()


def test_nobody_reads_nothing(loaded: Loaded) -> None:
    assert held_of(NOBODY, loaded.ours, loaded.season.school) == Expected()


def test_an_officer_reads_nothing_of_the_twin(loaded: Loaded) -> None:
    ours = scope(loaded.season)
    for collection in (loaded.ours, loaded.theirs):
        assert held_of(ours, collection, loaded.season.twin.school) == Expected()
    assert roll_revision(ours, loaded.theirs, loaded.season.twin.school) == 0
    assert history_revision(ours, loaded.season.twin.school) == 0


def test_a_school_reads_its_own_former_figures(loaded: Loaded) -> None:
    history = history_of(scope(loaded.season, loaded.season.school), loaded.season.school)
    assert history is not None
    assert history.rows == (READING,)


def test_roll_and_history_are_read_together(loaded: Loaded) -> None:
    own, school = scope(loaded.season, loaded.season.school), loaded.season.school
    assert held_of(own, loaded.ours, school) == Expected(
        roll=expected_of(own, loaded.ours, school), history=history_of(own, school)
    )


def test_a_school_that_nothing_is_held_of(loaded: Loaded) -> None:
    assert held_of(scope(loaded.season), loaded.ours, loaded.season.academy) == Expected()
    assert roll_revision(EVERYTHING, loaded.ours, loaded.season.academy) == 0
    assert history_revision(EVERYTHING, loaded.season.academy) == 0
