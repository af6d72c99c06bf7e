"""Nothing is compared until both authorities have said that they agreed; ended, nothing of it is left."""

from datetime import date, timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.duplicates.actions.across import say_view, write_about
from muster.portal.duplicates.actions.agreeing import Recording, end_agreement, record_agreement
from muster.portal.duplicates.actions.keying import compare_all
from muster.portal.duplicates.models import AcrossKey, Agreement, KeyedReturn, Match, MatchMessage
from muster.portal.duplicates.reads.across import matches_of
from muster.portal.duplicates.reads.agreements import agreement_at, ended_agreements, neighbours_of
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Authority
from tests.portal.collected import acting
from tests.portal.duplicates.neighbours import AGREED_ON, eyes, matched, neighbours, only, record, seen, struck
from tests.portal.season import Season


@pytest.fixture
def third(db: None) -> Authority:
    return Authority.objects.create(la="332", name="Westshire", team_email="data@c.example")


def test_nothing_is_keyed_where_nobody_agreed(season: Season) -> None:
    neighbours(season).send()
    compare_all()
    assert AcrossKey.objects.count() == 0


@pytest.mark.on_every_database
def test_nothing_is_keyed_where_one_side_alone_has_recorded_it(season: Season) -> None:
    places = neighbours(season)
    places.send()
    record(season, season.twin)
    compare_all()
    assert (AcrossKey.objects.count(), Match.objects.count()) == (0, 0)
    record(season.twin, season)
    compare_all()
    assert AcrossKey.objects.count() == 2 * (6 + 1)


def test_each_side_reads_what_the_other_has_recorded_and_a_third_nothing(season: Season, third: Authority) -> None:
    record(season, season.twin)
    (one,) = neighbours_of(eyes(season.twin.authority))
    assert (one.other, one.ours, one.holds) == (season.authority, None, False)
    assert one.theirs is not None
    assert (one.theirs.reference, one.theirs.agreed_on) == ("ISA 12/2026", AGREED_ON)
    record(season.twin, season)
    assert [one.holds for one in neighbours_of(eyes(season.authority))] == [True]
    assert neighbours_of(eyes(third)) == []


def test_a_record_is_read_by_its_own_side_alone(season: Season) -> None:
    row = record(season, season.twin)
    assert agreement_at(eyes(season.authority), row.public_id) == row
    assert agreement_at(eyes(season.twin.authority), row.public_id) is None
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    assert agreement_at(school, row.public_id) is None
    assert neighbours_of(school) == []


@pytest.mark.parametrize(
    ("recording", "refusal"),
    [
        (Recording("999", "ISA", AGREED_ON), "agreement_nobody"),
        (Recording("330", "ISA", AGREED_ON), "agreement_with_oneself"),
        (Recording("331", " ", AGREED_ON), "agreement_reference_missing"),
        (Recording("331", "ISA", date(2999, 1, 1)), "agreement_day_to_come"),
    ],
)
def test_what_cannot_be_is_not_recorded(season: Season, recording: Recording, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        record_agreement(acting(season.manager), season.authority, recording)
    assert Agreement.objects.count() == 0


def test_it_is_recorded_once(season: Season) -> None:
    record(season, season.twin)
    with pytest.raises(Changed) as told:
        record(season, season.twin)
    assert season.manager.name in told.value.sentence


@pytest.mark.on_every_database
@pytest.mark.parametrize("by_twin", [False, True])
def test_either_side_ends_it_and_every_key_goes_at_once(season: Season, by_twin: bool) -> None:
    matched(season)
    write_about(acting(season.officer), only(season), "Is it she?")
    side = season.twin if by_twin else season
    row = Agreement.objects.get(authority=side.authority)
    end_agreement(acting(side.manager), row, row.revision)
    left = [one.objects.count() for one in (AcrossKey, KeyedReturn, Match, MatchMessage)]
    assert left == [0, 0, 0, 0]
    assert not Agreement.objects.filter(ended_at=None).exists()
    assert ended_agreements(eyes(season.authority))[0].ended_by == side.authority
    compare_all()
    assert AcrossKey.objects.count() == 0
    assert {one.chain for one in Event.objects.filter(verb="agreement.ended")} == {
        season.authority.public_id, season.twin.authority.public_id,
    }  # fmt: skip
    assert verify(season.twin.authority.public_id).fault is None


def test_what_was_settled_stays_when_the_agreement_ends(season: Season) -> None:
    matched(season)
    say_view(acting(season.officer), only(season), 1, Match.View.THEIRS)
    say_view(acting(season.twin.officer), only(season.twin), 2, Match.View.OURS)
    row = Agreement.objects.get(authority=season.authority)
    end_agreement(acting(season.manager), row, row.revision)
    assert struck(season) == 1
    assert [view.holds for view in seen(season)] == [False]
    assert AcrossKey.objects.count() == 0


def test_who_ends_it_second_is_told_who_was_first(season: Season) -> None:
    ours = record(season, season.twin)
    theirs = record(season.twin, season)
    end_agreement(acting(season.twin.manager), theirs, 1)
    with pytest.raises(Changed) as told:
        end_agreement(acting(season.manager), ours, 1)
    assert season.twin.manager.name in told.value.sentence


def test_what_one_side_recorded_alone_it_takes_back_alone(season: Season) -> None:
    row = record(season, season.twin)
    end_agreement(acting(season.manager), row, row.revision)
    assert neighbours_of(eyes(season.twin.authority)) == []
    assert record(season, season.twin).ended_at is None


def test_keys_of_a_later_agreement_have_nothing_in_common_with_earlier_ones(season: Season) -> None:
    matched(season)
    before = set(AcrossKey.objects.values_list("key", flat=True))
    row = Agreement.objects.get(authority=season.authority)
    end_agreement(acting(season.manager), row, row.revision)
    with clock.at(clock.now() + timedelta(days=1)):
        record(season, season.twin)
        record(season.twin, season)
        compare_all()
    after = set(AcrossKey.objects.values_list("key", flat=True))
    assert len(after) == len(before) > 0
    assert not before & after


def test_an_agreement_with_one_tells_nothing_to_another(season: Season, third: Authority) -> None:
    matched(season)
    record(season, third)
    record_agreement(acting(season.manager), third, Recording("330", "ISA", AGREED_ON))
    compare_all()
    assert seen(season)[0].other == season.twin.authority
    assert matches_of(eyes(third)) == []
    both = AcrossKey.objects.filter(authority=season.authority)
    assert both.count() == len(set(both.values_list("key", flat=True)))
