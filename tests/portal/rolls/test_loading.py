"""A roll is loaded whole or not at all, and says what it changed."""

from datetime import date

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import files
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.models import School
from muster.portal.pupils.models import Child, Identity
from muster.portal.rolls.actions import RollLoaded, load_roll
from muster.portal.rolls.expected_rows import birth_term
from muster.portal.rolls.models import ExpectedPupil, RollLoad, SchoolRoll
from muster.portal.rolls.reads import expected_of, roll_revision
from muster.records import Roll
from tests.portal.rolls.made_up import ADA, ALL, CENSUS_DAY, EVE, IBE, OFFICER, but, collection_of, load
from tests.portal.season import Season


@pytest.fixture
def collection(season: Season) -> Collection:
    return collection_of(season.authority)


def counts(done: RollLoaded) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, gone."""
    return done.added, done.changed, done.unchanged, done.gone


def revisions(season: Season, collection: Collection) -> tuple[int, int]:
    """Of the first and of the second school's roll."""
    return tuple(roll_revision(EVERYTHING, collection, school) for school in (season.school, season.other_school))  # type: ignore[return-value]


def test_a_first_roll_is_added(collection: Collection) -> None:
    assert counts(load(collection, *ALL)) == (3, 0, 0, 0)
    assert ExpectedPupil.objects.count() == 3


def test_the_same_roll_again_changes_nothing(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    rows = list(ExpectedPupil.objects.order_by("pk").values())
    before = revisions(season, collection)
    assert counts(load(collection, *ALL)) == (0, 0, 3, 0)
    assert list(ExpectedPupil.objects.order_by("pk").values()) == rows
    assert revisions(season, collection) == before


def test_a_load_says_who_when_and_how_many(collection: Collection) -> None:
    done = load(collection, *ALL)
    row = RollLoad.objects.get(pk=done.load.pk)
    assert (row.loaded_by_name, row.taken_on, row.pupils, row.schools) == (OFFICER.name, CENSUS_DAY, 3, 2)
    assert (row.added, row.changed, row.gone) == (3, 0, 0)


def test_a_changed_pupil_keeps_its_id_and_goes_up(collection: Collection) -> None:
    load(collection, *ALL)
    before = ExpectedPupil.objects.get(sen="K")
    assert counts(load(collection, but(ADA, sen="E"), EVE, IBE)) == (0, 1, 2, 0)
    after = ExpectedPupil.objects.get(sen="E")
    assert (after.pk, after.public_id, after.revision) == (before.pk, before.public_id, 2)


def test_a_corrected_name_is_a_change(collection: Collection) -> None:
    load(collection, *ALL)
    assert counts(load(collection, but(ADA, surname="Zqxname"), EVE, IBE)) == (0, 1, 2, 0)
    assert Child.objects.count() == 3


def test_a_pupil_no_longer_in_the_roll_is_gone(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    assert counts(load(collection, ADA, IBE)) == (0, 0, 2, 1)
    roll = expected_of(EVERYTHING, collection, season.school)
    assert roll is not None
    assert roll.entries == (ADA,)


def test_a_pupil_who_changed_school_is_the_same_child(collection: Collection) -> None:
    load(collection, *ALL)
    assert counts(load(collection, but(ADA, estab="2002"), EVE, IBE)) == (1, 0, 2, 1)
    assert Child.objects.count() == 3


def test_a_school_without_pupils_any_more_has_no_roll(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    load(collection, ADA, EVE)
    assert expected_of(EVERYTHING, collection, season.other_school) is None
    assert SchoolRoll.objects.get(school=season.other_school).pupils == 0


def test_only_the_schools_named_are_replaced_where_that_is_asked(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    assert counts(load(collection, ADA, taken_on=date(2026, 5, 21), only=True)) == (0, 0, 1, 1)
    rolls = {row.school_id: row.taken_on for row in SchoolRoll.objects.all()}
    assert rolls == {season.school.pk: date(2026, 5, 21), season.other_school.pk: CENSUS_DAY}


def test_only_a_changed_schools_revision_goes_up(season: Season, collection: Collection) -> None:
    load(collection, *ALL)
    assert revisions(season, collection) == (1, 1)
    load(collection, but(ADA, sen="E"), EVE, IBE)
    assert revisions(season, collection) == (2, 1)
    load(collection, ADA, EVE)
    assert revisions(season, collection) == (3, 2)


def test_a_pupil_of_two_schools_is_expected_of_both(collection: Collection) -> None:
    load(collection, ADA, but(ADA, estab="2002", enrol_status="S"))
    assert ExpectedPupil.objects.count() == 2
    assert Child.objects.count() == 1


def test_a_row_that_stands_twice_counts_once(collection: Collection) -> None:
    assert counts(load(collection, ADA, ADA, EVE)) == (2, 0, 0, 0)


def test_a_pupil_twice_at_a_school_and_not_alike_is_refused(collection: Collection) -> None:
    with pytest.raises(Refusal, match="roll_pupil_twice") as refused:
        load(collection, EVE, ADA, but(ADA, sen="E"))
    assert "number 2 and 3" in refused.value.sentence
    assert "zqx" not in refused.value.sentence


def test_a_refused_roll_leaves_nothing_behind(collection: Collection) -> None:
    events = Event.objects.count()
    with pytest.raises(Refusal):
        load(collection, EVE, ADA, but(ADA, sen="E"))
    assert not (Child.objects.exists())
    assert not (Identity.objects.exists())
    assert not (RollLoad.objects.exists())
    assert Event.objects.count() == events


def test_an_empty_roll_is_refused(collection: Collection) -> None:
    with pytest.raises(Refusal, match="roll_empty"):
        load(collection)


def test_a_school_that_is_not_known_is_refused_by_number(collection: Collection) -> None:
    with pytest.raises(Refusal, match="roll_schools_unknown") as refused:
        load(collection, ADA, *(but(EVE, estab=f"900{number}") for number in range(7)))
    assert "3309000, 3309001, 3309002, 3309003, 3309004 and 2 more" in refused.value.sentence


def test_the_twins_schools_are_not_known_to_us(season: Season, collection: Collection) -> None:
    School.objects.filter(pk=season.school.pk).update(estab="1234")
    with pytest.raises(Refusal, match="roll_schools_unknown"):
        load(collection, ADA)


def test_a_schools_earlier_number_leads_to_it(season: Season, collection: Collection) -> None:
    School.objects.filter(pk=season.school.pk).update(predecessors=["3309999"])
    load(collection, but(ADA, estab="9999"))
    assert ExpectedPupil.objects.get().school_id == season.school.pk


@pytest.mark.parametrize(
    "wrong",
    [{"ethnicity": "x" * 61}, {"nc_year": "x" * 21}, {"sen": "KE"}, {"phonics": "a\0"}, {"first_language": "x" * 61}],
)
def test_a_value_that_no_column_holds_is_refused(collection: Collection, wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="roll_value_too_long") as refused:
        load(collection, EVE, but(ADA, **wrong))
    assert next(iter(wrong)) in refused.value.sentence
    assert "number 2" in refused.value.sentence


def test_a_load_records_itself_without_a_name(collection: Collection) -> None:
    done = load(collection, *ALL)
    event = Event.objects.get(verb="roll.loaded")
    assert event.subject == done.load.public_id
    assert event.facts == {"pupils": 3, "added": 3, "changed": 0, "gone": 0}
    assert "zqx" not in "".join(map(str, Event.objects.values_list("facts", flat=True)))


def test_the_file_that_it_came_in_is_told(collection: Collection) -> None:
    owner = collection.authority.public_id
    with files.keeping(owner, b"the file") as source:
        done = load_roll(OFFICER, collection, Roll(CENSUS_DAY, ALL), source=source)
    assert files.get(owner, done.load.source) == b"the file"
    assert (done.load.source_sha256, done.load.source_size) == (source.sha256, 8)


@pytest.mark.parametrize(
    ("born", "term"),
    [
        (None, ""),
        (date(2018, 9, 1), "autumn"),
        (date(2018, 12, 31), "autumn"),
        (date(2019, 1, 1), "spring"),
        (date(2019, 4, 30), "spring"),
        (date(2019, 5, 1), "summer"),
        (date(2019, 8, 31), "summer"),
    ],
)
def test_the_term_of_birth(born: date | None, term: str) -> None:
    assert birth_term(born) == term
