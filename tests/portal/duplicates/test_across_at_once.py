"""Officers of both authorities, or of one, press at the same moment."""

import pytest

from muster.portal.audit.verify import verify
from muster.portal.duplicates.actions.across import say_view
from muster.portal.duplicates.actions.agreeing import end_agreement
from muster.portal.duplicates.actions.keying import compare_all
from muster.portal.duplicates.models import AcrossKey, Agreement, Match
from tests.portal.at_once import at_once
from tests.portal.collected import acting
from tests.portal.duplicates.neighbours import matched, neighbours, only, seen, struck
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)
View = Match.View


def test_both_sides_say_something_at_once_and_one_of_them_is_told() -> None:
    season = make_season()
    matched(season)
    ours, theirs = only(season), only(season.twin)
    outcomes = at_once(
        lambda: say_view(acting(season.officer), ours, 1, View.THEIRS),
        lambda: say_view(acting(season.twin.officer), theirs, 1, View.OURS),
    )
    told = [one for one in outcomes if isinstance(one, str)]
    was_ours = bool(only(season).view)
    assert told == [season.officer.name if was_ours else season.twin.officer.name]
    assert bool(only(season.twin).view) is not was_ours
    assert (struck(season), struck(season.twin)) == (0, 0)
    assert verify(season.authority.public_id).fault is verify(season.twin.authority.public_id).fault is None


def test_two_officers_of_one_side_say_different_things_at_once() -> None:
    season = make_season()
    matched(season)
    match = only(season)
    outcomes = at_once(
        lambda: say_view(acting(season.officer), match, 1, View.THEIRS),
        lambda: say_view(acting(season.manager), match, 1, View.OURS),
    )
    (told,) = [one for one in outcomes if isinstance(one, str)]
    assert only(season).view_by_name == told


def test_an_agreement_ended_while_pupils_are_compared_leaves_no_key() -> None:
    season = make_season()
    places = neighbours(season)
    places.send(both=tuple(range(6)))
    row, _ = places.agree()
    at_once(compare_all, lambda: end_agreement(acting(season.manager), row, 1), compare_all)
    assert not Agreement.objects.filter(ended_at=None).exists()
    assert AcrossKey.objects.count() == 0
    assert (seen(season), seen(season.twin)) == ([], [])


def test_two_workers_at_once_find_each_match_once() -> None:
    season = make_season()
    places = neighbours(season)
    places.send(both=tuple(range(6)))
    places.agree()
    at_once(compare_all, compare_all, compare_all)
    assert len(seen(season)) == len(seen(season.twin)) == 6
    assert AcrossKey.objects.count() == 24
