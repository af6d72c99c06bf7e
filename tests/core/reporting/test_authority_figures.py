"""The authority summary's figures, of every school and of all together, are those that SQL works out by itself."""

from pathlib import Path

from muster.cli.report_authority import Summaries
from muster.cli.report_folder import ReportFolder
from muster.measures import count_groups
from muster.measures.groups import Characteristic, Group
from muster.measures.sentences import group_in_words
from muster.reporting.content import Paper, Row, authority_summary
from tests.core.reporting.made_up import section, table
from tests.verify import checked_authority
from tests.verify.measures import sql_of
from tests.verify.measures_sql import CODES, EVERYBODY

SCHOOLS = 14
_SUBJECTS, _SHARES = 4, 9
_FIRST_SHARE = 2 + _SUBJECTS * len(CODES)
_EXPECTED = (0, 2, 4, 6, 7)
"""Among the shares: the expected standard in each subject, and in all three."""


def shares_in(row: Row) -> list[int]:
    return [cell.share.part for cell in row.cells[1:] if cell.share]


def test_they_agree(tmp_path: Path) -> None:
    made = tmp_path / "authority"
    checked_authority.make(made, schools=SCHOOLS, pupils=SCHOOLS * 30, seed=4, faults=0)
    folder = ReportFolder(made, checked_authority.YEAR, checked_authority.TODAY, science=True)
    summaries, names = Summaries(folder), {"Birmingham": EVERYBODY}
    (tmp_path / "scratch").mkdir()
    for number, inputs in folder.inputs(tmp_path / "scratch"):
        summaries.add(number, inputs, count_groups(inputs.framework, [one.measured for one in inputs.pupils]))
        names[inputs.school.name] = number[3:]
    (given,) = summaries.inputs()
    paper, by_sql = authority_summary(given), sql_of(made)
    rows = [row for row in table(paper, "schools", "schools").rows if not row.beside]
    assert len(rows) == SCHOOLS + 1
    for row in rows:
        numbers = by_sql[names[row.head], EVERYBODY, None]
        assert row.cells[0].number == numbers[0]
        assert shares_in(row) == list(numbers[_FIRST_SHARE:][:_SHARES])
    for characteristic in (Characteristic.SEX, Characteristic.DISADVANTAGE, Characteristic.SEN):
        _same_groups(characteristic, paper_rows={row.head: row for row in _rows(paper, characteristic)}, by_sql=by_sql)
    assert section(paper, "support").parts


def _rows(paper: Paper, characteristic: Characteristic) -> list[Row]:
    return [row for row in table(paper, "groups", characteristic.value).rows if not row.beside]


def _same_groups(
    characteristic: Characteristic,
    paper_rows: dict[str, Row],
    by_sql: dict[tuple[str, str, str | None], tuple[int | None, ...]],
) -> None:
    for (school, kind, group), numbers in by_sql.items():
        if (school, kind) == (EVERYBODY, characteristic.value) and group and (numbers[0] or 0) > 10:
            row = paper_rows[group_in_words(Group(group))]
            assert row.cells[0].number == numbers[0]
            assert shares_in(row) == [numbers[_FIRST_SHARE + place] for place in _EXPECTED]
