"""A trust's data lead, and a head of several schools: each school's state, due date and next step."""

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting import actions as collecting
from muster.portal.organisations.models import School
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Return
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """One of the trust's two academies was asked."""
    return collect(season, school=season.academy)


def row_of(page: str, school: School) -> str:
    return next(row for row in page.split("<tr") if f">{school.name}<" in row)


def test_a_school_that_has_not_started_can_be_sent_for(collected: Collected, client_of: ClientOf) -> None:
    page = text(client_of(collected.side.trust_lead).get("/home/"))
    row = row_of(page, collected.school)
    assert "Not started" in row
    assert f"/requests/{collected.request.public_id}/send/" in row
    assert f"{collected.collection.deadline:%B %Y}" in row


def test_each_school_has_its_own_state(collected: Collected, client_of: ClientOf) -> None:
    made = Return(authority=collected.side.authority, request=collected.request, school=collected.school)
    made.draft = Draft.NEEDS_ATTENTION
    made.save()
    page = text(client_of(collected.side.executive_head).get("/home/"))
    assert "Something to put right" in row_of(page, collected.school)
    assert "Nothing is asked at present" in row_of(page, collected.side.second_academy)


def test_the_links_say_which_school_they_are_for(collected: Collected, client_of: ClientOf) -> None:
    row = row_of(text(client_of(collected.side.trust_lead).get("/home/")), collected.school)
    assert f"for {collected.school.name}" in row


def test_the_table_has_a_caption_and_row_headers(collected: Collected, client_of: ClientOf) -> None:
    page = text(client_of(collected.side.trust_lead).get("/home/"))
    assert "Rowan Learning Trust</caption>" in page
    assert page.count('scope="row"') == 2


def test_other_schools_are_not_there(season: Season, collected: Collected, client_of: ClientOf) -> None:
    page = text(client_of(season.trust_lead).get("/home/"))
    assert season.school.public_id not in page
    assert season.twin.academy.public_id not in page


def test_eleven_schools_ask_the_database_no_more_than_two(
    collected: Collected, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    side = collected.side
    more = [
        School.objects.create(
            authority=side.authority, trust=side.trust, la="330", estab=f"21{one:02}", urn=f"1100{one:02}",
            name=f"Fern Academy {one}",
        )
        for one in range(9)
    ]  # fmt: skip
    collecting.ask_schools(acting(side.officer), collected.collection, [*more, side.second_academy])
    browser = client_of(side.trust_lead)
    with django_assert_max_num_queries(10):
        page = text(browser.get("/home/"))
    assert page.count("Not started") == 11
