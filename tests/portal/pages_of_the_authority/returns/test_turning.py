"""From a return opened in the queue on to the next oldest there, whatever was done with it."""

import re

import pytest
from django.test import Client

from muster.portal.casework.actions.assignments import assign_schools
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.returns.worked import at, press, three_confirmed
from tests.portal.season import Season

QUEUE = "/authority/queue/"
_FIRST_LINK = re.compile(r'<th scope="row" class="govuk-table__header"><a class="govuk-link" href="([^"]+)"')


@pytest.fixture
def three(season: Season) -> list[Collected]:
    """Confirmed in this order; the last but one is the manager's."""
    found = three_confirmed(collect(season))
    assign_schools(acting(season.manager), season.authority, season.manager, {season.other_school.public_id: 0})
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def opened(client: Client, queue: str = QUEUE) -> list[str]:
    """What an address of each return ends with, as they are opened from the queue."""
    links = _FIRST_LINK.findall(text(client.get(queue)))
    return [link.partition("?")[2].replace("&amp;", "&") for link in links]


def test_an_accepted_return_leads_to_the_next_that_waits_for_the_officer(
    officer: Client, three: list[Collected]
) -> None:
    kept, after = opened(officer)
    answer = press(officer, three[0], f"accept/?{kept}")
    assert answer.headers["Location"] == f"{at(three[2])}?{after}"
    assert press(officer, three[2], f"accept/?{after}").headers["Location"] == QUEUE


def test_whose_queue_it_is_goes_with_it(officer: Client, three: list[Collected]) -> None:
    everybody = opened(officer, f"{QUEUE}?whose=all")
    assert (
        officer.get(f"{at(three[0], 'next/')}?{everybody[0]}").headers["Location"] == f"{at(three[1])}?{everybody[1]}"
    )
    assert f'href="{QUEUE}?whose=all" class="govuk-back-link">What waits<' in text(
        officer.get(f"{at(three[0])}?{everybody[0]}")
    )
    last = officer.get(f"{at(three[2], 'next/')}?{everybody[2]}", follow=True)
    assert last.redirect_chain == [(f"{QUEUE}?whose=all", 302)]
    assert "That was the last return in this list." in text(last)


def test_what_was_passed_over_is_not_shown_again(officer: Client, three: list[Collected]) -> None:
    everybody = opened(officer, f"{QUEUE}?whose=all")
    assert press(officer, three[1], f"accept/?{everybody[1]}").headers["Location"].startswith(at(three[2]))
    back = officer.get(f"{at(three[2], 'previous/')}?{everybody[2]}")
    assert back.headers["Location"] == f"{at(three[0])}?{everybody[0]}"


def test_a_return_asked_about_leads_on_from_where_it_stood(officer: Client, three: list[Collected]) -> None:
    kept, after = opened(officer)
    asked = {"number": 1, "text-1": "Is it?", "about-1": "whole", "due_on": ""}
    assert press(officer, three[0], f"questions/ask/?{kept}", **asked).headers["Location"] == f"{at(three[0])}?{kept}"
    assert officer.get(f"{at(three[0], 'next/')}?{kept}").headers["Location"] == f"{at(three[2])}?{after}"


def test_one_kind_alone_is_gone_through(officer: Client, three: list[Collected]) -> None:
    kept = f"{opened(officer)[0]}%26kind%3Doverdue"
    assert officer.get(f"{at(three[0], 'next/')}?{kept}").headers["Location"] == f"{QUEUE}?kind=overdue"


def test_what_an_address_says_wrongly_counts_as_not_said(officer: Client, three: list[Collected]) -> None:
    for since in ("", "soon", "2026-01-01", "2026-13-01T00:00:00+00:00"):
        kept = f"list=queue%3Dmine%26since%3D{since.replace('+', '%252B')}"
        assert officer.get(f"{at(three[0], 'next/')}?{kept}").headers["Location"].startswith(at(three[2]))


def test_who_has_no_queue_is_led_to_the_table(season: Season, client_of: ClientOf, three: list[Collected]) -> None:
    adviser = client_of(season.pupil_adviser)
    assert "Where the schools are" in text(adviser.get(f"{at(three[0])}?list=queue%3Dall"))
    table = f"/authority/collections/{three[0].collection.public_id}/progress/"
    assert adviser.get(f"{at(three[2], 'next/')}?list=queue%3Dall").headers["Location"] == table
