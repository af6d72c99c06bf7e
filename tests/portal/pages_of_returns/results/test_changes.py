"""What changed since the version before, the list to agree, and the workbook."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from tests.portal.collected import Collected, results_file
from tests.portal.pages_of_returns.results.conftest import Page, address, text
from tests.portal.pages_of_returns.results.made_up import send_many
from tests.portal.season import CANARY


def tables(page: Page) -> dict[str, list[list[str]]]:
    """The tables of the page by their captions, cells as they read."""
    return {
        table.xpath("string(caption)"): [
            [" ".join(text(cell).split()) for cell in row] for row in table.xpath("tbody/tr")
        ]
        for table in page("results/changes/").xpath("//table")
    }


def test_the_first_results_changed_nothing(collected: Collected, page: Page) -> None:
    collected.send()
    assert "nothing has changed" in text(page("results/changes/"))
    assert "what changed" not in text(page())


def test_another_outcome_is_said_with_its_meaning_before_and_now(collected: Collected, page: Page) -> None:
    collected.send()
    collected.send(results_file(collected.entries, {2: {"maths": "WTS"}}))
    assert tables(page) == {
        "Changed": [
            [f"Pupil{CANARY}cleo, Cleo", "Maths", "EXS, working at the expected standard",
             "WTS, working towards the expected standard"],
        ],
    }  # fmt: skip


def test_a_missing_outcome_is_said_in_words(collected: Collected, page: Page) -> None:
    collected.send()
    collected.send(results_file(collected.entries, {2: {"maths": ""}}))
    assert tables(page)["Changed"][0][3] == "No outcome"


def test_another_identity_is_said(collected: Collected, page: Page) -> None:
    collected.send()
    first, *others = collected.entries
    renamed = replace(first, surname=f"Other{CANARY}ada", dob=date(2019, 1, 2))
    collected.send(results_file((renamed, *others)))
    assert tables(page)["Changed"] == [
        [f"Other{CANARY}ada, Ada", "Date of birth", "1 September 2018", "2 January 2019"],
        [f"Other{CANARY}ada, Ada", "Surname", f"Pupil{CANARY}ada", f"Other{CANARY}ada"],
    ]


def test_who_came_and_went_is_said(collected: Collected, page: Page) -> None:
    collected.send(results_file(collected.entries, without=(0,)))
    collected.send(results_file(collected.entries, without=(5,)))
    assert tables(page) == {
        "Added": [[f"Pupil{CANARY}ada, Ada", "1 September 2018"]],
        "No longer in the results": [[f"Pupil{CANARY}finn, Finn", "6 October 2018"]],
    }


@pytest.mark.parametrize(("number", "sheets"), [(30, [30]), (31, [30, 1]), (65, [30, 30, 5])])
def test_thirty_pupils_stand_on_a_sheet_with_lines_to_sign(
    collected: Collected, page: Page, number: int, sheets: list[int]
) -> None:
    send_many(collected, number)
    found = page("results/print/").xpath("//section[@class='muster-sheet']")
    assert [len(sheet.xpath(".//tbody/tr")) for sheet in found] == sheets
    assert [text(sheet).count("Agreed by") for sheet in found] == [2] * len(sheets)


def test_a_sheet_says_school_day_and_what_the_codes_mean(collected: Collected, page: Page) -> None:
    collected.send()
    said = " ".join(page("results/print/").xpath("string(//section)").split())
    assert f"URN {collected.school.urn}" in said
    assert "Agreed by the Year 2 teacher" in said
    assert "GDS: working at greater depth within the expected standard" in said


def test_the_workbook_has_every_pupil_and_a_name_that_finds_the_school(collected: Collected, head: Client) -> None:
    collected.send()
    answer = head.get(address(collected, "results/download/"))
    name = answer.headers["Content-Disposition"]
    assert name == f'attachment; filename="{collected.school.urn}_KS1 results 2026.xlsx"'
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("Results").to_python()
    assert rows[0][4:] == ["Reading", "Writing", "Maths", "Science"]
    assert rows[1] == [
        f"Pupil{CANARY}ada",
        "Ada",
        collected.entries[0].upn,
        date(2018, 9, 1),
        "GDS",
        "GDS",
        "EXS",
        "EXS",
    ]
    assert len(rows) == 7
