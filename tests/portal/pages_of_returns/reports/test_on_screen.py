"""A report as a page and as a workbook: who sees it, that it says what the PDF says, and that it is recorded."""

import io

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from muster.portal.audit.models import Event
from muster.portal.foundation import files
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.models import School
from muster.portal.publishing.models import Edition
from muster.portal.publishing.reads.editions import paper_at
from muster.portal.pupils.actions import erase
from muster.portal.returns.models import Result
from muster.reporting.content import Chart, Paper, Table
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.results.conftest import address
from tests.portal.publishing.made import KINDS, confirm_and_make, make, newest
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

FORMS = ("", "xlsx/")
"""What stands at a report's address: the page, and the workbook."""


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


@pytest.fixture
def head(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def see(browser: Client, collected: Collected, edition: Edition, form: str = "") -> HttpResponse:
    answer = browser.get(address(collected, f"reports/{edition.public_id}/{form}"))
    assert isinstance(answer, HttpResponse)
    return answer


def paper_of(edition: Edition) -> Paper:
    found = paper_at(EVERYTHING, edition)
    assert found is not None
    return found


SEE = ("head", "signer", "sender", "reader", "officer", "manager", "pupil_adviser")
MAY_NOT = {"adviser": 403, "other_head": 404, "trust_lead": 404, "twin_head": 404, "twin_officer": 404, "stranger": 404}


def test_those_who_see_pupils_see_both_reports(season: Season, collected: Collected, client_of: ClientOf) -> None:
    made = confirm_and_make(collected)
    for who in SEE:
        browser = client_of(getattr(season, who))
        assert {see(browser, collected, one, form).status_code for one in made for form in FORMS} == {200}


def test_nobody_else_does(season: Season, collected: Collected, client_of: ClientOf) -> None:
    confirm_and_make(collected)
    edition = newest(collected)
    for who, status in MAY_NOT.items():
        browser = client_of(getattr(season, who))
        assert {see(browser, collected, edition, form).status_code for form in FORMS} == {status}
    assert {see(client_of(None), collected, edition, form).status_code for form in FORMS} == {302}
    assert not Event.objects.filter(verb="report.taken").exists()


def test_that_it_is_seen_is_recorded_each_time_without_a_name(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    for form in FORMS:
        see(head, collected, newest(collected), form)
    events = Event.objects.filter(verb="report.taken")
    assert {(one.actor, one.school) for one in events} == {(collected.side.head.public_id, collected.school.public_id)}
    assert [one.facts for one in events] == [{"kind": "pupils", "number": 1}] * len(FORMS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_all_that_the_paper_says(head: Client, collected: Collected, kind: Edition.Kind) -> None:
    confirm_and_make(collected)
    paper = paper_of(newest(collected, kind))
    page = html.fromstring(see(head, collected, newest(collected, kind)).content)
    shown = " ".join(page.text_content().split())
    said = [paper.title, *paper.marks]
    for section in paper.sections:
        said += [section.heading, *section.said, *section.points]
        for table in (part for part in section.parts if isinstance(part, Table)):
            said += [table.caption, *table.columns, *table.notes, *(row.head for row in table.rows)]
            said += [cell.shown for row in table.rows for cell in row.cells]
    assert [one for one in said if " ".join(one.split()) not in shown] == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_heading_leads_headings_below_it_and_tables_say_what_they_are(
    head: Client, collected: Collected, kind: Edition.Kind
) -> None:
    confirm_and_make(collected)
    paper = paper_of(newest(collected, kind))
    main = html.fromstring(see(head, collected, newest(collected, kind)).content).get_element_by_id("main")
    assert len(main.findall(".//h1")) == 1
    assert [one.text for one in main.findall(".//section/h2")] == [one.heading for one in paper.sections]
    tables = main.findall(".//table")
    assert len(tables) == sum(isinstance(part, Table) for section in paper.sections for part in section.parts)
    for table in tables:
        assert _words(table, "caption")
        assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
    ids = [one.get("id") for one in main.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_every_chart_is_drawn_and_named_beside_a_table(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    edition = newest(collected, Edition.Kind.SUMMARY)
    sections = paper_of(edition).sections
    charted = [[part for part in one.parts if isinstance(part, Chart)] for one in sections]
    main = html.fromstring(see(head, collected, edition).content).get_element_by_id("main")
    for section, charts in zip(main.findall(".//section"), charted, strict=True):
        assert [one.get("role") for one in section.iter("{*}svg", "svg")] == ["img"] * len(charts)
        assert not charts or section.find(".//table") is not None
    assert any(charted)


def test_the_page_offers_the_pdf_and_the_workbook_and_leads_back(head: Client, collected: Collected) -> None:
    edition = confirm_and_make(collected)[0]
    shown = see(head, collected, edition).content.decode()
    for form in ("pdf/", "xlsx/"):
        assert f'href="{address(collected, f"reports/{edition.public_id}/{form}")}" download' in shown
    assert f'href="{address(collected, "reports/")}"' in shown


def test_the_list_of_reports_leads_to_the_page_and_the_workbook(head: Client, collected: Collected) -> None:
    made = confirm_and_make(collected)
    listed = head.get(address(collected, "reports/")).content.decode()
    for one in made:
        for form in FORMS:
            assert f'href="{address(collected, f"reports/{one.public_id}/{form}")}"' in listed


def test_one_that_was_made_before_papers_were_kept_is_a_pdf_alone(head: Client, collected: Collected) -> None:
    edition = confirm_and_make(collected)[0]
    Edition.objects.filter(pk=edition.pk).update(paper="")
    assert [see(head, collected, edition, form).status_code for form in (*FORMS, "pdf/")] == [404, 404, 200]
    listed = head.get(address(collected, "reports/")).content.decode()
    assert address(collected, f"reports/{edition.public_id}/xlsx/") not in listed


def test_the_workbook_is_saved_under_the_name_of_the_pdf(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    edition = newest(collected)
    answer = see(head, collected, edition, "xlsx/")
    assert f'filename="{edition.name.removesuffix(".pdf")}.xlsx"' in answer.headers["Content-Disposition"]
    names = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in names[2:]] == [row.head for row in _everyone(paper_of(edition)).rows]


def _everyone(paper: Paper) -> Table:
    return next(
        part for one in paper.sections for part in one.parts if isinstance(part, Table) and part.key == "everyone"
    )


def test_an_earlier_edition_says_that_another_has_taken_its_place(head: Client, collected: Collected) -> None:
    first = confirm_and_make(collected)[0]
    assert "Another edition" not in text(see(head, collected, first))
    collected.send(results_file(collected.entries, {2: {"maths": "GDS"}}))
    confirmed(collected)
    make(collected)
    assert "Another edition" in text(see(head, collected, first))


@pytest.mark.parametrize("form", FORMS)
def test_one_that_names_a_pupil_who_was_erased_is_not_shown(head: Client, collected: Collected, form: str) -> None:
    summary, pupils = confirm_and_make(collected)
    erase(acting(collected.side.officer), collected.side.authority, [Result.objects.get(place=3).child])
    assert see(head, collected, pupils, form).status_code == 404
    assert see(head, collected, summary, form).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_that_is_gone_is_said_and_not_recorded(head: Client, collected: Collected, form: str) -> None:
    confirm_and_make(collected)
    files.delete(newest(collected).paper)
    answer = head.get(address(collected, f"reports/{newest(collected).public_id}/{form}"), follow=True)
    assert "is not where it was kept" in text(answer)
    assert not Event.objects.filter(verb="report.taken").exists()


HOSTILE = ("=1+1", "<script>alert(1)</script>", "#set page()", "$x$ 100% {{ x }}", "李" * 90, "\U0001f600" + "x" * 199)


def test_names_are_shown_as_they_are_whatever_they_are(head: Client, season: Season) -> None:
    collected = collect(season)
    given = zip(collected.entries, HOSTILE, strict=False)
    collected.send(results_file(tuple(replace(entry, surname=name, forename="Jo") for entry, name in given)))
    School.objects.filter(pk=collected.school.pk).update(name=HOSTILE[-1])
    confirm_and_make(collected)
    names = {f"{name}, Jo" for name in HOSTILE}
    page = html.fromstring(see(head, collected, newest(collected)).content)
    assert names <= {one.text for one in page.iter("th")}
    assert HOSTILE[-1] in _words(page, "h1")
    assert not any("alert" in (one.text or "") for one in page.iter("script"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(see(head, collected, newest(collected), "xlsx/").content))
    assert names <= {row[0] for row in book.get_sheet_by_index(0).to_python()}


def _words(within: html.HtmlElement, tag: str) -> str:
    return "".join(text for one in within.iter(tag) for text in one.itertext()).strip()


def test_no_pupil_stands_in_an_address_or_a_file_s_name(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    page = see(head, collected, newest(collected))
    assert CANARY in page.content.decode()
    links = [str(value) for _, _, value, _ in html.fromstring(page.content).iterlinks()]
    assert not any(CANARY in one for one in links)
    assert CANARY not in see(head, collected, newest(collected), "xlsx/").headers["Content-Disposition"]


@pytest.mark.parametrize(("form", "queries"), [("", 19), ("xlsx/", 17)])
def test_the_database_is_asked_seldom(
    head: Client,
    collected: Collected,
    form: str,
    queries: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    confirm_and_make(collected)
    see(head, collected, newest(collected), form)
    with django_assert_max_num_queries(queries):
        see(head, collected, newest(collected), form)
