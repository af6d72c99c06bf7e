"""A sample of what script/verify compares whole: PDF, page, workbook and SQL say the same of schools of every form."""

from pathlib import Path

import pytest

from muster.measures import Form
from muster.reporting.content import school_summary
from tests.core.reporting.made_up import large
from tests.core.reporting.test_sheets import PAPERS
from tests.verify import reports
from tests.verify.measures import Key, Numbers, Sent, sql_of_pupils
from tests.verify.report_media import differing_in_sheets, lines_of_page, missing_from_pdf

AUTHORITY = 40


def test_schools_of_every_form_are_told_the_same_in_four_ways(tmp_path: Path) -> None:
    found = reports.measure(AUTHORITY, 1, tmp_path, of_each_form=2)
    assert found.differing == []
    assert set(found.forms.values()) == {2}
    assert set(found.forms) == set(Form)
    assert found.rows > 1000
    assert found.figures > 1500


@pytest.mark.parametrize("form", ["authority", "authority for publication", "trust"])
def test_reports_of_several_schools_say_the_same_in_pdf_page_and_workbook(form: str) -> None:
    paper = PAPERS[form]
    lines = lines_of_page(paper)
    assert sum(map(len, lines.values())) > 20
    assert missing_from_pdf(paper, lines) == []
    assert differing_in_sheets(paper, lines) == []


def test_figures_that_sql_works_out_otherwise_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_more(pupils: dict[str, list[Sent]]) -> dict[Key, Numbers]:
        return {key: tuple((number or 0) + 1 for number in numbers) for key, numbers in sql_of_pupils(pupils).items()}

    monkeypatch.setattr(reports, "sql_of_pupils", one_more)
    differing = reports.measure(2, 1, tmp_path, of_each_form=1).differing
    for section in ("part-standards", "part-divided", "part-groups", "part-gaps", "part-earlier"):
        assert any(section in fault for fault in differing)


def test_a_row_that_says_something_else_is_noticed_in_each_way() -> None:
    paper = school_summary(large())
    lines = lines_of_page(paper)
    key = ("part-standards", "table-standards-standards")
    header, first, *rows = lines[key]
    wrong = (first[0], "1% (1 of 58)", *first[2:])
    lines[key] = [header, wrong, *rows]
    assert missing_from_pdf(paper, lines) == [wrong]
    assert differing_in_sheets(paper, lines) == [wrong]
