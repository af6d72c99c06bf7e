"""Schools that merge after it was settled which of them submits a pupil: the pupil stays counted once."""

import pytest

from muster.portal.casework.actions.mergers import merge_schools
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.reads.crossing import crossing_of
from muster.portal.foundation import clock
from muster.portal.organisations.models import School
from muster.portal.returns.claims import claims, counted
from muster.portal.returns.models import Return
from muster.portal.returns.reads.expected import your_pupils
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import TwoPlaces, settled_dates, two_places
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

pytestmark = pytest.mark.on_every_database


def merge(places: TwoPlaces, gone: School, into: School) -> None:
    """Merge the schools, and look at the pupils again."""
    first, second = (School.objects.select_related("authority").get(pk=one.pk) for one in (gone, into))
    merge_schools(acting(places.side.officer), first, second, first.revision, clock.today())
    look(places.first.collection)


def settled_for(season: Season, submits: School) -> tuple[TwoPlaces, Case]:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(submits.public_id, "So agreed."))
    return places, case


def counted_at(places: TwoPlaces) -> list[School]:
    """The schools at which the pupil is counted."""
    rows = counted(claims(places.first.collection)).filter(child=places.child)
    return [row.version.school_return.school for row in rows.select_related("version__school_return__school")]


def test_a_pupil_stays_counted_where_the_school_went_to_which_they_were_settled(season: Season) -> None:
    places, case = settled_for(season, season.school)
    merge(places, season.school, season.academy)
    assert counted_at(places) == [season.academy]
    assert Case.objects.get(pk=case.pk).submits == season.academy


def test_where_the_two_schools_of_a_case_merge_the_pupil_counts_at_the_one_that_answers_for_both(
    season: Season,
) -> None:
    places, _ = settled_for(season, season.school)
    merge(places, season.school, season.other_school)
    assert counted_at(places) == [season.other_school]


def test_a_pupil_counts_where_the_results_are_that_stay_in_force(season: Season) -> None:
    places, _ = settled_for(season, season.school)
    confirmed(places.first)
    merge(places, season.school, season.other_school)
    assert counted_at(places) == [season.school]


def test_the_school_that_answers_for_both_is_asked_for_whom_the_merged_one_had_sent_alone(season: Season) -> None:
    places = two_places(season)
    places.send()
    merge(places, season.school, season.other_school)
    kept = Return.objects.select_related("request__collection", "school").get(school=season.other_school)
    assert crossing_of(places.scope, kept).findings == ()
    assert sum(one.is_missing for one in your_pupils(places.scope, kept).asked) == len(places.first.entries) - 1
    assert not Case.objects.exists()


def test_a_pupil_whom_a_school_sent_that_takes_no_part_is_asked_for(season: Season) -> None:
    places = two_places(season)
    places.send(first=False)
    kept = Return.objects.select_related("request__collection", "school").get(school=season.school)
    assert [one.rule for one in crossing_of(places.scope, kept).findings] == ["X04"]
    places.declined(places.second, season.other_head)
    assert crossing_of(places.scope, kept).findings == ()
    assert [one.is_missing for one in your_pupils(places.scope, kept).asked] == [True]


def test_a_pupil_who_was_settled_for_the_other_school_stays_there(season: Season) -> None:
    places, _ = settled_for(season, season.other_school)
    merge(places, season.school, season.other_school)
    assert counted_at(places) == [season.other_school]
