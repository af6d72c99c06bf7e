"""The table of pupils' times at schools: what is read, and what is said of each faulty row."""

from datetime import date
from pathlib import Path

import pytest

from muster.formats import spells
from muster.formats.reference import TableFault
from muster.formats.spells import SpellRow, read_spells
from tests.core.formats.made_tables import workbook

HEADER = "pupil,la,estab,entry_date,leaving_date,participating,registration"
ROW = "K1,330,2001,2023-09-04,2026-05-12,Y,main"
READ = SpellRow(2, "K1", "3302001", date(2023, 9, 4), date(2026, 5, 12), participating=True, dual=False)


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "spells.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def fault_of(path: Path) -> TableFault:
    (fault,) = read_spells(path)
    assert isinstance(fault, TableFault)
    return fault


def test_a_row_is_read(tmp_path: Path) -> None:
    assert list(read_spells(table(tmp_path, ROW))) == [READ]


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "spells.xlsx"
    path.write_bytes(workbook(HEADER.split(","), [ROW.split(",")]))
    assert list(read_spells(path)) == [READ]


def test_headings_match_without_case_and_spaces_and_unknown_ones_are_passed_over(tmp_path: Path) -> None:
    path = table(
        tmp_path, f"x,{ROW}", header="Days, PUPIL ,LA,Estab,Entry Date,LEAVING DATE,Participating,Registration"
    )
    assert list(read_spells(path)) == [READ]


def test_uk_dates_and_one_number_for_the_school_are_understood(tmp_path: Path) -> None:
    path = table(
        tmp_path, "K1,330/2001,04/09/2023,12/05/2026,yes", header="pupil,dfe,entry_date,leaving_date,participating"
    )
    assert list(read_spells(path)) == [READ]


def test_dates_and_registration_may_be_empty(tmp_path: Path) -> None:
    (row,) = read_spells(table(tmp_path, "K1,330,2001,,,N,"))
    assert row == SpellRow(2, "K1", "3302001", None, None, participating=False, dual=False)


@pytest.mark.parametrize(("text", "dual"), [("main", False), ("Dual", True), ("subsidiary", True), ("C", False)])
def test_registrations_are_understood(tmp_path: Path, text: str, dual: bool) -> None:
    (row,) = read_spells(table(tmp_path, f"K1,330,2001,2023-09-04,,Y,{text}"))
    assert isinstance(row, SpellRow)
    assert row.dual is dual


@pytest.mark.parametrize(
    ("row", "column", "what", "says"),
    [
        ("K1,330,2001,31/02/2026,,Y,", "entry_date", "date", "Row 2: entry_date is “31/02/2026”."),
        ("K1,330,2001,2023-09-04,05/28/2026,Y,", "leaving_date", "month_first", "Row 2: leaving_date is “05/28/2026”."),
        ("K1,330,2001,2023-09-04,,maybe,", "participating", "code", "participating is “maybe”. It must be Y or N"),
        ("K1,330,2001,2023-09-04,,–,", "participating", "code", "participating is “–”. It must be Y or N"),
        ("K1,330,2001,2023-09-04,,,", "participating", "empty", "participating is empty. It must be Y or N."),
        ("K1,330,2001,2023-09-04,,Y,half", "registration", "code", "registration is “half”. It must be main or dual"),
        (",330,2001,2023-09-04,,Y,", "pupil", "empty", "pupil is empty."),
        (f"{'K' * 300},330,2001,2023-09-04,,Y,", "pupil", "length", "longer than 200 characters"),
        ("K1,33,2001,2023-09-04,,Y,", "estab", "number", "three digits"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, column: str, what: str, says: str) -> None:
    fault = fault_of(table(tmp_path, row))
    assert (fault.row, fault.column, fault.what) == (2, column, what)
    assert says in str(fault)


def test_the_rows_beside_a_faulty_one_are_read(tmp_path: Path) -> None:
    read = list(read_spells(table(tmp_path, "K1,330,2001,never,,Y,", ROW)))
    assert [isinstance(row, TableFault) for row in read] == [True, False]


@pytest.mark.parametrize("lacks", ["pupil", "estab", "entry_date", "participating"])
def test_a_missing_column_is_named(tmp_path: Path, lacks: str) -> None:
    header = ",".join(name for name in HEADER.split(",") if name != lacks)
    with pytest.raises(TableFault, match=f"no column .*{lacks}"):
        list(read_spells(table(tmp_path, header=header)))


@pytest.mark.parametrize("content", [b"", b"\x00\x00\x00", b"PK\x03\x04 no archive", b'pupil,"la\n', b"\xff\xfe"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spells.csv"
    path.write_bytes(content)
    with pytest.raises(TableFault):
        list(read_spells(path))


def test_a_table_far_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spells, "_MOST_ROWS", 2)
    with pytest.raises(TableFault, match="more than 2 rows"):
        list(read_spells(table(tmp_path, ROW, ROW, ROW)))
