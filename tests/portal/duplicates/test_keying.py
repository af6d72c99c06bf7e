"""Which pupils have keys, what these are made again for, and what two sides' keys come to."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.across import say_view
from muster.portal.duplicates.actions.keying import compare_all, compare_two, make_keys
from muster.portal.duplicates.actions.matching import match_pupils
from muster.portal.duplicates.models import AcrossKey, KeyedReturn, Match
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.crypto import crossing_key
from muster.portal.outbox.models import Mail
from muster.portal.pupils.actions import erase, protect, unprotect
from muster.portal.pupils.models import Child, Identity
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.claims import claims, counted
from muster.portal.returns.models import Result
from tests.portal.collected import acting, results_file, upn
from tests.portal.duplicates.neighbours import OF_ONE, matched, neighbours, only, record, seen
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season


@pytest.mark.on_every_database
def test_the_one_pupil_in_common_is_matched_on_both_sides(season: Season) -> None:
    matched(season)
    for side in (season, season.twin):
        (view,) = seen(side)
        assert view.match.reasons == ["upn", "name"]
        assert view.schools == [side.school.name]
        assert view.name.startswith("Ada")
    assert only(season).pair == only(season.twin).pair
    assert only(season).child.authority == season.authority


def test_a_key_is_neither_the_authoritys_own_nor_the_bare_number(season: Season) -> None:
    matched(season)
    keys = set(AcrossKey.objects.values_list("key", flat=True))
    own = {key for row in Identity.objects.values_list("upn_key", "name_dob_key") for key in row}
    assert not keys & own
    assert crossing_key("upn", upn(0)) not in keys


def test_the_name_alone_matches_too(season: Season) -> None:
    places = neighbours(season)
    renumbered = tuple(replace(one, upn=upn(40 + place)) for place, one in enumerate(places.theirs.entries))
    places.ours.send()
    places.theirs.send(results_file(renumbered, without=(1, 2, 3, 4, 5)))
    places.agree()
    compare_all()
    assert only(season).reasons == ["name"]


def test_what_is_no_upn_matches_nobody(season: Season) -> None:
    places = neighbours(season)
    ours = (replace(places.ours.entries[0], upn="UNKNOWN"),)
    theirs = (replace(places.theirs.entries[1], upn="UNKNOWN"),)
    places.ours.send(results_file(ours))
    places.theirs.send(results_file(theirs))
    places.agree()
    compare_all()
    assert seen(season) == []


def test_nothing_is_made_twice(season: Season) -> None:
    matched(season)
    before = (list(KeyedReturn.objects.values_list("pk", flat=True)), Event.objects.count())
    compare_all()
    assert (list(KeyedReturn.objects.values_list("pk", flat=True)), Event.objects.count()) == before


@pytest.mark.on_every_database
def test_a_claim_that_goes_takes_its_keys_and_its_match(season: Season) -> None:
    places = matched(season)
    places.ours.send(results_file(places.ours.entries, without=(0,)))
    compare_all()
    assert AcrossKey.objects.filter(authority=season.authority).count() == 2 * 5
    assert (seen(season), seen(season.twin)) == ([], [])
    places.ours.send()
    compare_all()
    assert only(season).pair == only(season.twin).pair
    assert Match.objects.count() == 2


@pytest.mark.on_every_database
@pytest.mark.parametrize("theirs", [False, True])
def test_a_protected_pupil_is_shown_to_neither_side_at_once_and_has_no_key(season: Season, theirs: bool) -> None:
    matched(season)
    side = season.twin if theirs else season
    child = only(side).child
    protect(acting(side.officer), child, child.revision)
    assert (seen(season), seen(season.twin)) == ([], [])
    compare_all()
    assert not AcrossKey.objects.filter(child=child).exists()
    unprotect(acting(side.officer), child, child.revision)
    compare_all()
    assert len(seen(season)) == len(seen(season.twin)) == 1


def told(season: Season) -> list[str]:
    """The teams that were told by mail that a match was found."""
    found = Mail.objects.filter(template="match_found").order_by("pk").values_list("to_address", flat=True)
    assert set(found) <= {season.authority.team_email, season.twin.authority.team_email}
    return sorted(found)


def test_both_teams_are_told_by_mail_once_a_day(season: Season) -> None:
    places = matched(season)
    teams = sorted((season.authority.team_email, season.twin.authority.team_email))
    assert told(season) == teams
    places.send(both=(0, 1))
    compare_all()
    assert Match.objects.count() == 2 * len(teams)
    assert told(season) == teams
    with clock.at(clock.now() + timedelta(days=1)):
        compare_all()
        assert told(season) == teams
        places.send(both=(0, 1, 2))
        compare_all()
    assert told(season) == sorted(teams * 2)


def test_a_pupil_protected_before_is_never_matched(season: Season) -> None:
    places = neighbours(season)
    places.send()
    child = Child.objects.filter(authority=season.authority, results__place=0).get()
    protect(acting(season.officer), child, child.revision)
    places.agree()
    compare_all()
    assert Match.objects.count() == 0
    assert AcrossKey.objects.filter(authority=season.authority).count() == 2 * 5


def test_an_erased_pupils_keys_go(season: Season) -> None:
    matched(season)
    child = only(season).child
    erase(acting(season.manager), season.authority, [child])
    compare_all()
    assert not AcrossKey.objects.filter(child=child).exists()
    assert seen(season.twin) == []


def test_a_side_whose_agreement_does_not_hold_is_passed_over(season: Season) -> None:
    neighbours(season).send()
    row = record(season, season.twin)
    compare_two(row.public_id)
    assert (make_keys(SYSTEM, row), match_pupils(SYSTEM, row)) == (0, 0)
    assert AcrossKey.objects.count() == 0


def test_either_chain_says_that_pupils_were_found_and_nothing_of_the_others(season: Season) -> None:
    matched(season)
    for side, other in ((season, season.twin), (season.twin, season)):
        events = Event.objects.filter(chain=side.authority.public_id, verb="matches.found")
        assert [event.facts["found"] for event in events] == [1]
        told = str([(event.facts, event.subject, event.school) for event in events])
        assert other.school.public_id not in told
        assert verify(side.authority.public_id).fault is None


def test_what_one_year_has_found_is_not_compared_the_next(season: Season) -> None:
    matched(season)
    Collection.objects.filter(authority=season.authority).update(year=2027)
    KeyedReturn.objects.all().update(built_from="")
    compare_all()
    assert (seen(season), seen(season.twin)) == ([], [])


@pytest.mark.on_every_database
def test_who_a_pupil_is_put_right_is_compared_as_that(season: Season) -> None:
    places = neighbours(season)
    wrong = replace(places.ours.entries[0], upn=upn(77), surname="Puppilzqx", forename="Klio")
    places.ours.send(results_file((wrong, *places.ours.entries[1:])))
    confirmed(places.ours)
    places.theirs.send(results_file(places.theirs.entries, without=OF_ONE))
    places.agree()
    compare_all()
    assert seen(season) == []
    right = places.ours.entries[0]
    wished = {"upn": right.upn, "surname": right.surname, "forename": right.forename, "dob": f"{right.dob:%-d/%-m/%Y}"}
    pupil = Result.objects.get(authority=season.authority, version__number=1, place=0).public_id
    correct_identity(
        acting(season.officer), places.ours.request, places.ours.school_return().revision, pupil, wished, "As born."
    )
    compare_all()
    assert (seen(season)[0].name, seen(season)[0].schools) == (
        f"{right.forename} {right.surname}",
        [season.school.name],
    )
    match = only(season)
    say_view(acting(season.officer), match, match.revision, Match.View.THEIRS)
    say_view(acting(season.twin.officer), only(season.twin), 2, Match.View.OURS)
    assert not counted(claims(match.collection)).filter(place=0).exists()
