"""A sample of what script/verify compares whole: PDF, page, workbook and SQL say the same in reports of every kind."""

import pytest

from muster.measures import Form
from muster.reporting.content import Edition, school_summary
from muster.reporting.content.grouped import SHOWN
from tests.core.reporting.made_up import large
from tests.verify import reports, several_reports
from tests.verify.made_schools import MadeSchools, made_schools
from tests.verify.measures import Key, Numbers, Sent, sql_of_reports
from tests.verify.report_media import differing_in_sheets, lines_of_page, missing_from_pdf

AUTHORITY, SEED = 40, 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeSchools:
    return made_schools(AUTHORITY, SEED, tmp_path_factory.mktemp("made"))


def test_schools_of_every_form_are_told_the_same_in_four_ways(made: MadeSchools) -> None:
    found = reports.measure(made, of_each_form=2)
    assert found.differing == []
    assert set(found.forms.values()) == {2}
    assert set(found.forms) == set(Form)
    assert found.rows > 1000
    assert found.figures > 2000


def test_an_authority_and_a_trust_are_told_the_same_in_four_ways(made: MadeSchools) -> None:
    found = several_reports.measure(made, trusts=1)
    assert found.differing == []
    assert dict(found.papers) == {"authority, school": 1, "authority, publication": 1, "trust, school": 1}
    assert found.rows > 250
    assert found.figures > 1000
    assert 0 < found.hidden < found.figures / 10


def one_more(*given: dict[str, list[Sent]]) -> dict[Key, Numbers]:
    told = sql_of_reports(*given)  # type: ignore[arg-type] # as it was given
    return {key: tuple((number or 0) + 1 for number in numbers) for key, numbers in told.items()}


def test_figures_that_sql_works_out_otherwise_are_noticed(made: MadeSchools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "sql_of_reports", one_more)
    differing = reports.measure(made, of_each_form=1).differing
    for section in ("part-standards", "part-divided", "part-groups", "part-gaps", "part-earlier", "part-years"):
        assert any(section in fault for fault in differing)


def test_those_of_several_schools_are_noticed_in_every_table(
    made: MadeSchools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several_reports, "sql_of_reports", one_more)
    of_all = {"standards", "divided", *(one.value for one in SHOWN), "gaps", "years", "schools"}
    wanted = [of_all | {"spread", "below", "fallen"}, {"standards", "sex", "schools"}, of_all | {"beside", "others"}]
    for one, tables in zip(several_reports.reports_of_several(made, trusts=1), wanted, strict=True):
        found = several_reports.compared_with_sql(one, lines_of_page(one.paper)).differing
        assert tables <= {fault.partition(", ")[0].partition(" ")[2] for fault in found}
        assert any("no sentence begins" in fault for fault in found) is (one.paper.edition is not Edition.PUBLICATION)


def test_a_row_that_says_something_else_is_noticed_in_each_way() -> None:
    paper = school_summary(large())
    lines = lines_of_page(paper)
    key = ("part-standards", "table-standards-standards")
    header, first, *rows = lines[key]
    wrong = (first[0], "1% (1 of 58)", *first[2:])
    lines[key] = [header, wrong, *rows]
    assert missing_from_pdf(paper, lines) == [wrong]
    assert differing_in_sheets(paper, lines) == [wrong]
