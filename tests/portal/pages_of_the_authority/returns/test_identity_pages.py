"""An officer puts right who a pupil is, and the school reads what, by whom and why."""

import pytest
from django.test import Client

from muster.portal.returns.models import IdentityCorrection, Result
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, upn
from tests.portal.fixtures import ClientOf
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

WHY = "The school telephoned."


@pytest.fixture
def collected(season: Season) -> Collected:
    made = collect(season)
    made.send()
    confirmed(made)
    return made


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "") -> str:
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/identities/{page}"


def of_pupil(collected: Collected) -> str:
    return at(collected, f"{Result.objects.get(place=0).public_id}/")


def of_school(collected: Collected, page: str = "identities/") -> str:
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{page}"


def given(collected: Collected, **other: object) -> dict[str, object]:
    entry = collected.entries[0]
    own = {"upn": entry.upn, "forename": "Adah", "surname": entry.surname, "dob": f"{entry.dob:%d/%m/%Y}"}
    return {**own, "reason": WHY, "revision": collected.school_return().revision, **other}


def test_who_may(season: Season, client_of: ClientOf, collected: Collected) -> None:
    people = ("officer", "pupil_adviser", "head", "trust_lead", "twin_officer")
    found = [client_of(getattr(season, who)).get(of_pupil(collected)).status_code for who in people]
    assert found == [200, 403, 403, 404, 404]


def test_put_right_the_school_reads_it(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    assert of_pupil(collected) in text(officer.get(at(collected)))
    assert officer.post(of_pupil(collected), given(collected)).headers["Location"] == at(collected)
    assert IdentityCorrection.objects.get().fields == ["forename"]
    head = client_of(season.head)
    said = text(head.get(of_school(collected)))
    assert "Forename: Ada is now <strong>Adah</strong>" in said
    assert WHY in said
    assert season.officer.name in said
    for page in ("", "receipt/"):
        assert "See what was put right" in text(head.get(of_school(collected, page)))
    assert "Adah" in text(head.get(of_school(collected, "results/")))
    assert "See what was put right" not in text(client_of(season.adviser).get(of_school(collected, "")))
    assert client_of(season.adviser).get(of_school(collected)).status_code == 403


def test_pressed_twice_it_is_put_right_once(officer: Client, collected: Collected) -> None:
    typed = given(collected)
    officer.post(of_pupil(collected), typed)
    second = officer.post(of_pupil(collected), typed)
    assert second.status_code == 409
    assert IdentityCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"upn": "A1"}, "A UPN is a letter and 12 digits"),
        ({"dob": "31/2/2018"}, "Enter a real date"),
        ({"forename": ""}, "Enter the forename"),
        ({"reason": ""}, "Enter an answer to"),
        ({"upn": upn(1)}, "Another pupil of these results"),
        ({"forename": "Ada"}, "This is what stands there already"),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    officer: Client, collected: Collected, wrong: dict[str, object], words: str
) -> None:
    said = text(officer.post(of_pupil(collected), given(collected, **wrong)))
    assert words in said
    assert not IdentityCorrection.objects.exists()


def test_with_nothing_confirmed_there_is_nobody_to_put_right(season: Season, client_of: ClientOf) -> None:
    made = collect(season)
    made.send()
    officer = client_of(season.officer)
    assert "The school has confirmed nothing" in text(officer.get(at(made)))
    assert officer.get(of_pupil(made)).status_code == 404
