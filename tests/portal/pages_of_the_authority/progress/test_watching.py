"""The page says when schools have changed since it was read, and nothing more."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting import actions as collecting
from muster.portal.foundation import clock
from muster.portal.pages.authority.progress.watching import time_of
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returned import declined
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def read(client: Client, collected: Collected) -> str:
    """Where a page that is read now asks whether it still stands."""
    page = text(client.get(f"/authority/collections/{collected.collection.public_id}/progress/"))
    found = re.search(r'data-watch="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def said(client: Client, address: str) -> str:
    return str(client.get(address).json()["said"])


def test_nothing_is_said_while_nothing_changes(officer: Client, collected: Collected) -> None:
    assert said(officer, read(officer, collected)) == ""


def test_each_school_that_moved_on_counts_once(officer: Client, season: Season, collected: Collected) -> None:
    address = read(officer, collected)
    collected.send()
    assert re.fullmatch(r"1 school changed since \d+:\d\d[ap]m", said(officer, address))
    declined_one = collecting.ask_schools(acting(season.officer), collected.collection, [season.other_school])
    collected.send(name="again.xml")
    assert said(officer, address).startswith("2 schools changed since ")
    collecting.decline(acting(season.other_head), declined_one.requests[0], 1)
    assert said(officer, address).startswith("2 schools changed since ")
    assert said(officer, read(officer, collected)) == ""


def test_what_was_written_a_moment_before_and_kept_a_moment_after_is_not_missed(
    officer: Client, collected: Collected
) -> None:
    address = read(officer, collected)
    with clock.at(clock.now() - timedelta(seconds=5)):
        collected.send()
    assert said(officer, address).startswith("1 school changed")


def test_whoever_does_not_take_part_any_more_has_changed(officer: Client, collected: Collected) -> None:
    address = read(officer, collected)
    declined(collected)
    assert said(officer, address).startswith("1 school changed")


def test_schools_of_other_collections_and_authorities_do_not_count(
    officer: Client, season: Season, collected: Collected
) -> None:
    address = read(officer, collected)
    collect(season.twin).send()
    assert said(officer, address) == ""


@pytest.mark.parametrize("query", ["", "?since=soon&total=4", "?since=1&total=", "?since=99999999999999&total=1"])
def test_an_address_that_says_no_moment_says_nothing(officer: Client, collected: Collected, query: str) -> None:
    address = f"/authority/collections/{collected.collection.public_id}/progress/changes/{query}"
    assert said(officer, address) == ""


def test_a_moment_of_another_day_says_which() -> None:
    now = datetime(2026, 6, 12, 9, 42, tzinfo=UTC)
    with clock.at(now):
        assert time_of(now) == "10:42am"
        assert time_of(now - timedelta(days=1)) == "11 June 2026 at 10:42am"


def test_asking_by_itself_keeps_nobody_signed_in(officer: Client, collected: Collected) -> None:
    address, now = read(officer, collected), clock.now()
    for minutes in (10, 20, 29):
        with clock.at(now + timedelta(minutes=minutes)):
            assert officer.get(address).status_code == 200
    with clock.at(now + timedelta(minutes=31)):
        assert officer.get(address).status_code == 302


def test_it_asks_the_collection_in_one_query(
    officer: Client, collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = read(officer, collected)
    with django_assert_num_queries(5):  # the session, the person, what they reach, the collection, and the one
        officer.get(address)
