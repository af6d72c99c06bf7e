import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.sessions import end_sessions
from tests.portal.door.steps import Answer, is_in, later, sign_in, verbs_of
from tests.portal.season import Season


@pytest.fixture
def inside(season: Season, client: Client) -> Client:
    sign_in(client, season.school.urn)
    return client


def test_half_an_hour_of_nothing_ends_the_session(season: Season, inside: Client) -> None:
    with clock.at(later(minutes=30, seconds=1)):
        assert Answer(inside.get("/account/")).to == "/sign-in/?next=/account/&ended=idle"
        assert "nothing was done for 30 minutes" in Answer(inside.get("/sign-in/?ended=idle")).text


def test_a_page_in_time_keeps_it_going(season: Season, inside: Client) -> None:
    for minutes in (25, 50, 75):
        with clock.at(later(minutes=minutes)):
            assert is_in(inside)


def test_twelve_hours_end_it_whatever_is_done(season: Season, inside: Client) -> None:
    for minutes in range(20, 12 * 60, 20):
        with clock.at(later(minutes=minutes)):
            assert is_in(inside)
    with clock.at(later(hours=12, seconds=1)):
        assert Answer(inside.get("/account/")).to.endswith("&ended=long")


def test_an_ended_session_stays_ended(season: Season, inside: Client) -> None:
    kept = inside.cookies["muster"].value
    with clock.at(later(minutes=31)):
        inside.get("/account/")
    again = Client()
    again.cookies["muster"] = kept
    assert not is_in(again)


def test_it_can_be_extended_ten_times_and_more(season: Season, inside: Client) -> None:
    for minutes in range(28, 28 * 15, 28):
        with clock.at(later(minutes=minutes)):
            answer = inside.post("/session/extend/")
            assert answer.json()["seconds"] in {1799, 1800}


def test_an_ended_session_is_not_extended(season: Season, inside: Client) -> None:
    with clock.at(later(minutes=31)):
        assert inside.post("/session/extend/").status_code == 401


def test_a_page_says_when_the_session_ends(season: Season, inside: Client) -> None:
    page = Answer(inside.get("/account/"))
    assert "You will be signed out at" in page.text
    assert 'data-warning="120"' in page.text


def test_a_page_for_anybody_says_nothing_of_it(season: Season, client: Client) -> None:
    assert "You will be signed out" not in Answer(client.get("/sign-in/")).text


def test_all_of_a_persons_sessions_end_at_once(season: Season, inside: Client) -> None:
    other = Client()
    sign_in(other, season.school.urn)
    end_sessions(SYSTEM, season.head)
    assert not is_in(inside)
    assert not is_in(other)
    assert verbs_of(season.head)[-1] == "person.sessions_ended"


def test_somebody_is_told_that_their_sessions_were_ended(season: Season, inside: Client) -> None:
    end_sessions(SYSTEM, season.head)
    assert Answer(inside.get("/account/")).to.endswith("&ended=closed")


def test_ending_one_persons_sessions_leaves_the_others(season: Season, inside: Client) -> None:
    end_sessions(SYSTEM, season.other_head)
    assert is_in(inside)


def test_a_closed_account_is_out_with_its_next_page(season: Season, inside: Client) -> None:
    season.head.is_active = False
    season.head.save()
    assert not is_in(inside)


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(season: Season, inside: Client) -> None:
    assert inside.get("/account/").headers["Cache-Control"] == "private, no-store"


def test_the_cookie_is_out_of_reach_of_scripts(season: Season, inside: Client) -> None:
    cookie = inside.cookies["muster"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_only_known_reasons_are_told(season: Season, client: Client) -> None:
    assert "signed out" not in Answer(client.get("/sign-in/?ended=made-up")).text
