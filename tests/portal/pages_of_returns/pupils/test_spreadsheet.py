"""The spreadsheet to fill in: downloaded, filled in and sent back, it is a return like any other."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from muster.formats.template_workbook import TemplateSchool, template_workbook
from muster.framework import load_framework
from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Result, TurnedAway
from muster.portal.returns.reads.findings import findings_of
from muster.portal.returns.reads.to_fill_in import pupils_to_fill_in
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.core.formats.made_tables import read, unzipped, zipped
from tests.core.formats.test_export import FORMULAS, sheets_of
from tests.core.formats.test_template_workbook import MAIN, by_hand, first_row
from tests.portal.collected import CODES, FORENAMES, SUBJECTS, TAKEN_ON, Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returns.movement import child_of, left, pupils_of, return_now, say, scope_of, with_newcomer
from tests.portal.season import Season

NAME = "100001_KS1 results.xlsx"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def browser(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def at(collected: Collected) -> str:
    parts = {"school": collected.school.public_id, "request_id": collected.request.public_id}
    return reverse("return-spreadsheet", kwargs=parts)


def downloaded(browser: Client, collected: Collected) -> bytes:
    answer = browser.get(at(collected))
    assert isinstance(answer, HttpResponse)
    return answer.content


def filled(content: bytes, codes: Sequence[dict[str, str]]) -> bytes:
    """The same workbook with outcomes typed into the cells of its first pupils."""
    parts = unzipped(content)
    sheet = parts[MAIN].decode()
    first = first_row(content)
    for number, chosen in enumerate(codes):
        for column, subject in zip("GHIJ", SUBJECTS, strict=True):
            typed = rf'<c r="{column}{first + number}" s="\1" t="inlineStr"><is><t>{chosen[subject]}</t></is></c>'
            sheet, found = re.subn(rf'<c r="{column}{first + number}" s="(\d+)"/>', typed, sheet)
            assert found == 1
    return zipped({**parts, MAIN: sheet.encode()})


def found_in(collected: Collected) -> list[str]:
    """The rules of all that was found in what was sent last."""
    version = collected.school_return().version
    assert version is not None
    return [one.row.rule for one in findings_of(scope_of(collected), collected.school_return(), version)]


def test_it_is_downloaded_under_a_name_that_begins_with_the_urn(collected: Collected, browser: Client) -> None:
    answer = browser.get(at(collected))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in answer.headers["Cache-Control"]
    assert NAME.count("_") == 1


def test_a_look_is_kept_in_the_trail(collected: Collected, browser: Client) -> None:
    browser.get(at(collected))
    event = Event.objects.get(verb="results.seen")
    assert (event.facts["shown"], event.school) == (6, collected.school.public_id)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("head", 200), ("sender", 200), ("reader", 200), ("officer", 200)),
        *(("other_head", 404), ("executive_head", 404), ("stranger", 404), ("twin_head", 404)),
    ],
)
def test_who_may_have_it(collected: Collected, season: Season, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(getattr(season, who)).get(at(collected)).status_code == status


def test_nobody_signs_in_first(collected: Collected, client_of: ClientOf) -> None:
    assert client_of(None).get(at(collected)).headers["Location"].startswith("/sign-in/")


def test_filled_in_and_sent_nothing_is_found(collected: Collected, browser: Client) -> None:
    collected.send(filled(downloaded(browser, collected), CODES), NAME)
    assert (found_in(collected), collected.school_return().draft) == ([], Draft.READY)
    assert list(Result.objects.order_by("place").values_list(*SUBJECTS)) == [
        tuple(codes[subject] for subject in SUBJECTS) for codes in CODES
    ]


def test_it_is_the_same_return_as_the_file_would_be(collected: Collected, browser: Client) -> None:
    collected.send(filled(downloaded(browser, collected), CODES), NAME)
    children = list(Result.objects.order_by("place").values_list("child", "identity__content_key"))
    collected.send()
    again = collected.school_return().newest
    assert children == list(
        Result.objects.filter(version=again).order_by("place").values_list("child", "identity__content_key")
    )


def test_changed_by_hand_it_is_still_the_same_return(collected: Collected, browser: Client) -> None:
    content = filled(downloaded(browser, collected), CODES)
    collected.send(by_hand(content, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], ["Agreed", "", "by the Year 2 team"]), NAME)
    assert (found_in(collected), collected.school_return().draft) == ([], Draft.READY)


def test_what_was_sent_stands_in_it(collected: Collected, browser: Client) -> None:
    collected.send()
    again = read(downloaded(browser, collected), NAME)
    assert [{row.subject: row.text for row in one.outcomes} for one in again.pupils] == list(CODES)


def test_who_joined_by_the_files_entry_date_has_joined_by_the_sheets_too(collected: Collected, browser: Client) -> None:
    collected.send(with_newcomer(collected, entry=date(2026, 3, 2)))
    by_file = found_in(collected)
    collected.send(downloaded(browser, collected), NAME)
    assert "C05" in by_file
    assert found_in(collected) == by_file


def test_who_is_gone_is_left_out_and_the_rest_is_a_return(collected: Collected, browser: Client) -> None:
    say(collected, left(child_of(collected, 2)))
    collected.send(filled(downloaded(browser, collected), CODES[:2] + CODES[3:]), NAME)
    assert found_in(collected) == ["C01"]
    assert pupils_of(collected).asked == ()


def test_another_schools_sheet_is_stopped(season: Season, browser: Client) -> None:
    ours = collect(season)
    twins = collect(season.twin, school=season.twin.other_school)
    ours.send(sheet_of(twins), NAME)
    assert TurnedAway.objects.count() == 1


def sheet_of(collected: Collected) -> bytes:
    school = collected.school
    heading = TemplateSchool(school.name, school.la, school.estab, school.urn)
    pupils = pupils_to_fill_in(scope_of(collected), return_now(collected))
    return template_workbook(load_framework(2026), heading, pupils)


def test_without_science_it_asks_for_none(collected: Collected, browser: Client) -> None:
    Collection.objects.update(science=False)
    headings = sheets_of(downloaded(browser, collected))[0]
    assert ["Reading", "Writing", "Maths", "Entry date"] in [row[6:] for row in headings]


def test_without_a_roll_it_has_rows_to_type_in(season: Season, browser: Client) -> None:
    collected = collect(season)
    elsewhere = replace(collected.entries[0], estab=season.other_school.estab)
    rolls.load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, (elsewhere,)))
    assert read(downloaded(browser, collected), NAME).pupils == ()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*(one.strip() for one in FORMULAS), "Zoë", "O’Brien", "UPN", "Name", "12", "TRUE"]),
            st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=20).map(str.strip),
            st.none() | st.dates(date(2015, 1, 1), date(2022, 1, 1)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_the_roll_the_same_pupils_are_read_back(
    collected: Collected, rows: list[tuple[str, str, date | None]]
) -> None:
    entries = tuple(
        replace(collected.entries[place], surname=surname, forename=forename, dob=dob)
        for place, (surname, forename, dob) in enumerate(rows)
    )
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    found = read(sheet_of(collected), NAME).pupils
    wanted = [(one.upn, one.surname, one.forename, one.dob, one.sex) for one in entries]
    assert sorted(map(repr, wanted)) == sorted(
        repr((one.upn, one.surname, one.forename, one.dob, one.sex)) for one in found
    )


def test_no_name_of_a_roll_becomes_a_formula(collected: Collected, browser: Client) -> None:
    odd = replace(collected.entries[0], surname='=HYPERLINK("http://x")', forename="+zqx")
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, (odd,)))
    content = downloaded(browser, collected)
    assert b"<f>" not in unzipped(content)[MAIN]
    assert read(content, NAME).pupils[0].surname == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("sent", [False, True])
def test_it_takes_few_queries_however_many_pupils(
    collected: Collected, browser: Client, sent: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    if sent:
        collected.send(with_newcomer(collected, without=(1,)))
    downloaded(browser, collected)
    with django_assert_max_num_queries(23):
        downloaded(browser, collected)


def test_its_order_is_by_name(collected: Collected, browser: Client) -> None:
    assert [one.forename for one in read(downloaded(browser, collected), NAME).pupils] == list(FORENAMES)
