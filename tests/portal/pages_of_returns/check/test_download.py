"""Everything that was found, to take away."""

import csv
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from muster.portal.audit.models import Event
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.models import Finding
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.pages_of_returns.check.walking import address
from tests.portal.season import Season

pytestmark = pytest.mark.django_db


def explained(collected: Collected) -> None:
    asked = Finding.objects.get(rule="R08").public_id
    explain(acting(collected.side.head), collected.request, 2, [asked], "absent_long", "Away zqxsaid")


def test_the_workbook_holds_what_was_found_and_what_was_said(collected: Collected, browser: Client) -> None:
    explained(collected)
    answer = browser.get(address(collected, "return-check-download"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="100001_KS1 checks.xlsx"'
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "How urgent"
    assert [row[0] for row in rows[1:]] == ["Must be put right"] * 2 + ["Please explain"] * 2
    said = {row[1]: row[-1] for row in rows[1:]}
    assert said["Absent or not enough information"] == "The pupil was absent for a long time: Away zqxsaid"
    assert said["No outcome for a subject"] == ""


def test_the_table_holds_the_same(collected: Collected, browser: Client) -> None:
    explained(collected)
    answer = browser.get(address(collected, "return-check-download"), {"as": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="100001_KS1 checks.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == [
        "No outcome for a subject",
        "Code that the subject does not take",
        "Absent or not enough information",
        "Expected pupil missing",
    ]


def test_no_cell_becomes_a_formula(season: Season, browser: Client) -> None:
    collected = collect(season)
    content = results_file(collected.entries, {1: {"maths": ""}}).decode()
    collected.send(content.replace(f"<Forename>{collected.entries[1].forename}", "<Forename>=1+1").encode())
    answer = browser.get(address(collected, "return-check-download"), {"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)


def test_taking_it_away_is_an_event(collected: Collected, browser: Client) -> None:
    browser.get(address(collected, "return-check-download"))
    assert Event.objects.filter(verb="results.seen").count() == 1


def test_before_a_file_came_there_is_none(season: Season, browser: Client) -> None:
    assert browser.get(address(collect(season), "return-check-download")).status_code == 404
