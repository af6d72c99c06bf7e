"""Every pupil in a list: sorted, narrowed, and seen on record."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from tests.portal.collected import Collected, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.results.conftest import Page, address, text
from tests.portal.pages_of_returns.results.made_up import send_many
from tests.portal.season import CANARY, Season

CELLS = "//table[@id='every-pupil']/tbody/tr[not(@hidden)]"


@pytest.fixture
def sent(collected: Collected) -> Collected:
    collected.send()
    return collected


def shown(page: Page, query: str = "") -> list[str]:
    """The forenames of the pupils shown, in their order."""
    return [row.xpath("string(th)").split(", ")[1] for row in page(query=query).xpath(CELLS)]


def test_every_pupil_stands_in_the_list_with_their_outcomes(sent: Collected, page: Page) -> None:
    rows = [[text(cell) for cell in row] for row in page().xpath(CELLS)]
    assert rows[0] == [f"Pupil{CANARY}ada, Ada", "1 Sep 2018", "GDS", "GDS", "EXS", "EXS"]
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("query", "first"),
    [("", "Ada"), ("?order=down", "Finn"), ("?sort=reading", "Esme"), ("?sort=reading&order=down", "Ada"),
     ("?sort=born&order=down", "Dev"), ("?sort=nothing", "Ada")],
)  # fmt: skip
def test_the_address_sorts(sent: Collected, page: Page, query: str, first: str) -> None:
    assert shown(page, query)[0] == first


def test_equal_ones_stand_by_name(sent: Collected, page: Page) -> None:
    assert shown(page, "?sort=maths") == ["Esme", "Finn", "Ada", "Cleo", "Dev", "Ben"]


def test_a_heading_sorts_the_other_way_and_keeps_what_was_chosen(sent: Collected, page: Page) -> None:
    heading = page(query="?group=girls&sort=maths").xpath("//th[@aria-sort='ascending']")[0]
    assert text(heading) == "Maths"
    assert heading.xpath("a/@href") == ["?group=girls&sort=maths&order=down#pupils"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?subject=maths&code=GDS", ["Ben"]),
        ("?code=GDS", ["Ada", "Ben"]),
        ("?group=boys", ["Ben", "Dev", "Finn"]),
        ("?group=disadvantaged&subject=reading&code=GDS", ["Ada"]),
        ("?group=sen-support", ["Esme"]),
        ("?code=nothing&group=nobody", ["Ada", "Ben", "Cleo", "Dev", "Esme", "Finn"]),
    ],
)
def test_the_address_narrows(sent: Collected, page: Page, query: str, names: list[str]) -> None:
    assert shown(page, query) == names


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "All 6 pupils are shown."),
        ("?code=GDS", "2 of 6 pupils are shown."),
        ("?code=HNM&subject=science&group=boys", "No pupil fits. Choose something else."),
    ],
)
def test_it_is_announced_how_many_are_shown(sent: Collected, page: Page, query: str, said: str) -> None:
    assert page(query=query).xpath("string(//p[@role='status'])") == said


def test_a_missing_outcome_can_be_looked_for(collected: Collected, page: Page) -> None:
    collected.send(results_file(collected.entries, {2: {"writing": ""}}))
    assert shown(page, "?subject=writing&code=none") == ["Cleo"]


def test_no_name_can_travel_in_the_address(sent: Collected, page: Page) -> None:
    names = page().xpath("//form[@data-module='muster-filter']//*[@name]/@name")
    assert sorted(names) == ["code", "group", "order", "sort", "subject"]


def test_only_codes_and_groups_that_occur_are_offered(sent: Collected, page: Page) -> None:
    found = page()
    assert found.xpath("//select[@name='code']/option/@value") == ["", "GDS", "EXS", "WTS", "HNM", "none"]
    assert "eal" not in found.xpath("//select[@name='group']/option/@value")


def test_looking_is_on_record_once_a_page(sent: Collected, head: Client) -> None:
    for page in ("results/", "results/print/", "results/changes/", "results/download/"):
        before = Event.objects.count()
        head.get(address(sent, page))
        event = Event.objects.order_by("-pk")[0]
        assert (Event.objects.count() - before, event.facts) == (1, {"shown": 6})
        assert event.school == sent.school.public_id


def test_before_anything_was_sent_there_is_nothing_to_look_at(collected: Collected, page: Page, head: Client) -> None:
    for name in ("results/", "results/print/", "results/changes/"):
        assert "No results have been sent yet" in text(page(name))
    assert head.get(address(collected, "results/download/")).status_code == 302


def test_a_page_of_many_pupils_asks_the_database_little(
    collected: Collected, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    send_many(collected, 120)
    head.get(address(collected, "results/"))
    most = {"results/": 20, "results/print/": 14, "results/changes/": 15, "results/download/": 14}
    for name, queries in most.items():
        with django_assert_max_num_queries(queries):
            assert head.get(address(collected, name)).status_code == 200


PAGES = ("results/", "results/print/", "results/changes/", "results/download/")


@pytest.mark.parametrize("role", ["head", "sender", "reader", "officer", "pupil_adviser"])
def test_the_schools_people_and_the_authoritys_look(
    sent: Collected, season: Season, client_of: ClientOf, role: str
) -> None:
    browser = client_of(getattr(season, role))
    assert [browser.get(address(sent, name)).status_code for name in PAGES] == [200] * 4


@pytest.mark.parametrize("role", ["other_head", "trust_lead", "twin_officer", "twin_head", "stranger", "operator"])
def test_to_everybody_else_there_is_no_such_page(
    sent: Collected, season: Season, client_of: ClientOf, role: str
) -> None:
    browser = client_of(getattr(season, role))
    assert [browser.get(address(sent, name)).status_code for name in PAGES] == [404] * 4


def test_nobody_is_asked_to_sign_in(sent: Collected, client_of: ClientOf) -> None:
    assert [client_of(None).get(address(sent, name)).status_code for name in PAGES] == [302] * 4


def test_another_schools_request_is_not_found_under_this_school(
    sent: Collected, season: Season, client_of: ClientOf
) -> None:
    other = f"/schools/{season.other_school.public_id}/requests/{sent.request.public_id}/results/"
    assert client_of(season.officer).get(other).status_code == 404
