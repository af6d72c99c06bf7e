"""The queue: mine and nobody's, everybody's, a colleague's; each case leads to where it is dealt with."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.casework.models import Assignment
from muster.portal.casework.reads.work import work_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.pages.authority.work import views
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returned import confirmed
from tests.portal.season import Season

PAGE = "/authority/queue/"
ROW = re.compile(r'<th scope="row" class="govuk-table__header"><a class="govuk-link" href="([^"]+)">([^<]+)<')


@pytest.fixture
def collected(season: Season) -> Collected:
    """One school has confirmed, and is the manager's; at another, nobody's, a new head waits."""
    found = collect(season)
    confirmed(found)
    ask_for_head(acting(season.other_head), season.other_school, "Sam New", "sam@a.example")
    assign_schools(acting(season.manager), season.authority, season.manager, {season.school.public_id: 0})
    return found


def rows(client: Client, query: str = "") -> list[tuple[str, str]]:
    return ROW.findall(text(client.get(f"{PAGE}?{query}")))


def schools(client: Client, query: str = "") -> list[str]:
    return [name for _, name in rows(client, query)]


def test_officers_alone_have_a_queue(season: Season, client_of: ClientOf) -> None:
    assert "Nothing waits here." in text(client_of(season.officer).get(PAGE))
    assert client_of(season.adviser).get(PAGE).status_code == 403
    assert client_of(season.head).get(PAGE).status_code == 403
    assert client_of(None).get(PAGE).status_code == 302


def test_mine_and_nobodys_wait_for_me(season: Season, client_of: ClientOf, collected: Collected) -> None:
    officer = client_of(season.officer)
    assert schools(client_of(season.manager)) == ["Beech Lane Infant School", "Canal Street Primary School"]
    assert schools(officer) == ["Canal Street Primary School"]
    assert "1 more wait" in text(officer.get(PAGE))
    assert schools(officer, "whose=none") == ["Canal Street Primary School"]
    assert len(schools(officer, "whose=all")) == 2
    assert schools(officer, f"whose={season.manager.public_id}") == ["Beech Lane Infant School"]
    assert schools(officer, "whose=else") == ["Canal Street Primary School"]


def test_of_an_officer_who_left_everything_is_nobodys(
    season: Season, client_of: ClientOf, collected: Collected
) -> None:
    season.manager.memberships.update(ended_at=Assignment.objects.get().made_at)
    assert len(schools(client_of(season.officer))) == 2


def test_each_case_leads_to_where_it_is_dealt_with(season: Season, client_of: ClientOf, collected: Collected) -> None:
    officer = client_of(season.officer)
    addresses = [address for address, _ in rows(officer, "whose=all")]
    place = f"/authority/schools/{season.school.public_id}/returns/{collected.request.public_id}/"
    since = max(one.since for one in work_of(Scope(Level.AUTHORITY, season.authority.public_id)) if one.request)
    kept = urlencode({"list": urlencode({"queue": "all", "since": since.isoformat()})})
    assert addresses == [f"{place}?{kept}", "/authority/heads/"]
    assert all(officer.get(address).status_code == 200 for address in addresses)


def test_the_kinds_are_counted_and_shown_alone(season: Season, client_of: ClientOf, collected: Collected) -> None:
    officer = client_of(season.officer)
    page = text(officer.get(f"{PAGE}?whose=all"))
    assert 'href="/authority/queue/?whose=all&amp;kind=confirmed">Confirmed returns to check</a> (1)' in page
    assert schools(officer, "whose=all&kind=head") == ["Canal Street Primary School"]
    assert ">Clear</strong>" in page


def test_of_very_many_the_oldest_are_shown(
    season: Season, client_of: ClientOf, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    page = text(client_of(season.officer).get(f"{PAGE}?whose=all"))
    assert "The oldest 1 of 2 cases" in page


def test_the_home_says_how_many_wait_for_whoever_looks(
    season: Season, client_of: ClientOf, collected: Collected
) -> None:
    assert "1 case that waits for you</a>" in text(client_of(season.officer).get("/authority/"))
    assert "2 cases that wait for you</a>" in text(client_of(season.manager).get("/authority/"))
    assert "for you</a>" not in text(client_of(season.adviser).get("/authority/"))
    assert f"/collections/{collected.collection.public_id}/progress/" in text(
        client_of(season.adviser).get("/authority/")
    )


@pytest.mark.parametrize(("page", "queries"), [("/authority/", 35), (PAGE, 25), ("/authority/assignments/", 7)])
def test_queries_are_counted(
    season: Season,
    client_of: ClientOf,
    collected: Collected,
    django_assert_num_queries: DjangoAssertNumQueries,
    page: str,
    queries: int,
) -> None:
    officer = client_of(season.officer)
    officer.get(page)
    with django_assert_num_queries(queries):
        officer.get(page)
