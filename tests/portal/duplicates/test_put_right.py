"""Who a pupil is, put right by an officer: it makes two pupils one child, or one child two, in whatever is found."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.finding import exact
from muster.portal.duplicates.looks_due import due
from muster.portal.duplicates.models import Case, Look, Side
from muster.portal.duplicates.reads.crossing import crossing_of, crossing_of_returns
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.models import Result
from tests.portal.collected import acting, results_file, upn
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, two_places
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

pytestmark = pytest.mark.on_every_database
WRONG = {"upn": upn(77), "surname": f"Wrong{CANARY}", "forename": "Nobody", "dob": date(2018, 10, 1)}


def sent_wrongly(season: Season) -> TwoPlaces:
    """The first school has confirmed Ada as somebody whom nobody knows; the second has sent her as she is."""
    places = two_places(season)
    wrong = replace(places.first.entries[MOVED], **WRONG)
    places.first.send(results_file((wrong, *places.first.entries[1:])))
    confirmed(places.first)
    places.second.send(results_file(places.second.entries), name(places.second), season.other_head)
    return places


def put_right(places: TwoPlaces, **wished: str) -> None:
    """Put the first school's first pupil right."""
    row = Result.objects.get(version__school_return__school=places.first.school, place=MOVED)
    revision = places.first.school_return().revision
    officer = acting(places.side.officer)
    correct_identity(officer, places.first.request, revision, row.public_id, wished, "As on the certificate.")


def as_she_is(places: TwoPlaces) -> dict[str, str]:
    right = places.first.entries[MOVED]
    return {"upn": right.upn, "surname": right.surname, "forename": right.forename, "dob": "1/9/2018"}


def rules(places: TwoPlaces) -> list[list[str]]:
    rows = [one.school_return() for one in (places.first, places.second)]
    return [[said.rule for said in crossing_of(places.scope, row).findings] for row in rows]


def test_nobody_is_found_before(season: Season) -> None:
    places = sent_wrongly(season)
    assert [one.kind for one in exact(places.first.collection)] == []
    assert rules(places) == [["X04"], []]


def test_a_pupil_put_right_is_the_other_schools(season: Season) -> None:
    places = sent_wrongly(season)
    look(places.first.collection)
    put_right(places, **as_she_is(places))
    assert due(Look.Kind.EXACT, 5) == [places.first.collection.public_id]
    look(places.first.collection)
    assert Case.objects.get().kind == "same_upn"
    assert Side.objects.values("child").distinct().count() == 1
    assert rules(places) == [["X01"], ["X01"]]


def test_many_returns_are_told_of_a_pupil_put_right_too(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.portal.duplicates.reads.crossing._FEW", 1)
    places = sent_wrongly(season)
    put_right(places, **as_she_is(places))
    rows = [one.school_return() for one in (places.first, places.second)]
    found = crossing_of_returns(places.scope, places.first.collection, rows)
    assert [[said.rule for said in found[row.pk].findings] for row in rows] == [["X01"], ["X01"]]


def test_a_pupil_put_right_as_somebody_else_is_matched_no_more(season: Season) -> None:
    places = two_places(season)
    places.send()
    confirmed(places.first)
    assert [one.kind for one in exact(places.first.collection)] == ["same_upn"]
    put_right(places, upn=upn(77), surname="Okafor", forename="Somebody", dob="1/10/2018")
    assert exact(places.first.collection) == []
    assert rules(places)[1] == []
