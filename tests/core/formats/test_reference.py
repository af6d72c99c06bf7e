"""The tables that an authority keeps: read as they are, or refused with a sentence."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from muster.formats.export import Sheet, csv_text, xlsx_bytes
from muster.formats.reference import SchoolRow, TableFault, read_history, read_roll, read_schools
from muster.records import HistoryRow, RollEntry
from tests.core.formats.made_tables import locked, with_sheet

ROLL = {
    "la": "330",
    "estab": "2001",
    "upn": "X330299923017",
    "surname": "Okazqxfor",
    "forename": "Ada",
    "dob": "2019-03-14",
    "sex": "F",
    "nc_year": "2",
    "sen": "N",
    "first_language": "ENG",
    "fsm": "N",
    "disadvantaged": "Y",
    "ethnicity": "WBRI",
    "entry_date": "2023-09-04",
    "leaving_date": "",
    "enrol_status": "C",
    "gld": "Y",
    "phonics": "Wa",
}
ENTRY = RollEntry(
    la="330",
    estab="2001",
    upn="X330299923017",
    surname="Okazqxfor",
    forename="Ada",
    dob=date(2019, 3, 14),
    sex="F",
    nc_year="2",
    sen="N",
    first_language="ENG",
    fsm="N",
    disadvantaged="Y",
    ethnicity="WBRI",
    entry_date=date(2023, 9, 4),
    enrol_status="C",
    gld="Y",
    phonics="Wa",
)
HISTORY = {
    "la": "330",
    "estab": "2001",
    "year": "2023",
    "subject": "maths",
    "eligible": "60",
    "exs_plus": "42",
    "gds": "9",
}
SCHOOL = {"la": "330", "estab": "2001", "urn": "123456", "name": "Oak Primary"}


def csv_file(folder: Path, values: dict[str, str], encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(csv_text(list(values), [list(values.values())]).encode(encoding))
    return path


def workbook_file(folder: Path, values: dict[str, str]) -> Path:
    path = folder / "table.xlsx"
    path.write_bytes(xlsx_bytes([Sheet("Notes", ["x"], []), Sheet("Table", list(values), [list(values.values())])]))
    return path


def fault_of(reader: Callable[[Path], Iterable[object]], path: Path) -> TableFault:
    with pytest.raises(TableFault) as caught:
        list(reader(path))
    return caught.value


@pytest.mark.parametrize("written", [csv_file, workbook_file])
def test_a_roll_is_read(tmp_path: Path, written: Callable[[Path, dict[str, str]], Path]) -> None:
    assert list(read_roll(written(tmp_path, ROLL))) == [ENTRY]


@pytest.mark.parametrize("written", [csv_file, workbook_file])
def test_a_history_is_read(tmp_path: Path, written: Callable[[Path, dict[str, str]], Path]) -> None:
    assert list(read_history(written(tmp_path, HISTORY))) == [HistoryRow("330", "2001", 2023, "maths", 60, 42, 9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_tables(tmp_path: Path, encoding: str) -> None:
    [entry] = read_roll(csv_file(tmp_path, ROLL | {"surname": "Zoëzqx"}, encoding))
    assert entry.surname == "Zoëzqx"


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("sex", "Female", "F"),
        ("sen", "EHCP", "E"),
        ("sen", "SEN Support", "K"),
        ("sen", "No SEN", "N"),
        ("sen", "", ""),
        ("fsm", "yes", "Y"),
        ("gld", "0", "N"),
        ("disadvantaged", "", ""),
        ("first_language", "English", "ENG"),
        ("first_language", "ben", "BEN"),
        ("phonics", "WT", "Wt"),
        ("dob", "14/03/2019", date(2019, 3, 14)),
        ("entry_date", "", None),
    ],
)
def test_values_of_a_roll_are_tidied(tmp_path: Path, column: str, text: str, value: object) -> None:
    [entry] = read_roll(csv_file(tmp_path, ROLL | {column: text}))
    assert getattr(entry, column) == value


def test_a_roll_may_have_a_school_number_and_few_columns(tmp_path: Path) -> None:
    values = {"DfE number": "330/2001", "UPN": "X330299923017", "Last name": "Okazqxfor", "First name": "Ada"}
    [entry] = read_roll(csv_file(tmp_path, values))
    assert (entry.la, entry.estab, entry.dob, entry.sen) == ("330", "2001", None, "")


def test_a_roll_may_have_lines_above_and_blank_rows(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text("January census\n\n" + csv_text(list(ROLL), [[], list(ROLL.values())]), encoding="utf-8")
    assert list(read_roll(path)) == [ENTRY]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("estab", "20", "four"),
        ("la", "Birmingham", "three digits"),
        ("dob", "30/02/2019", "dob is “30/02/2019”. It must be a date"),
        ("sen", "maybe", "N, K or E"),
        ("fsm", "perhaps", "Y or N"),
    ],
)
def test_a_wrong_value_in_a_roll_is_told_with_its_row(tmp_path: Path, column: str, text: str, said: str) -> None:
    fault = fault_of(read_roll, csv_file(tmp_path, ROLL | {column: text}))
    assert (fault.row, said in fault.message) == (2, True)
    assert str(fault).startswith("Row 2: ")


@pytest.mark.parametrize("column", ["la", "upn", "surname"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    fault = fault_of(read_roll, csv_file(tmp_path, {name: text for name, text in ROLL.items() if name != column}))
    assert (fault.row, column in fault.message, "table.csv" in fault.message) == (None, True, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"gds": "50"}, "must not be more"),
        ({"eligible": "30"}, "must not be more"),
        ({"eligible": "sixty"}, "whole number"),
        ({"year": "2022/23"}, "whole number"),
    ],
)
def test_counts_that_cannot_be_are_told(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    assert said in fault_of(read_history, csv_file(tmp_path, HISTORY | changes)).message


@pytest.mark.parametrize(("text", "key"), [("Mathematics", "maths"), ("REA", "reading"), ("Art", "art")])
def test_subjects_of_a_history_by_any_name(tmp_path: Path, text: str, key: str) -> None:
    [row] = read_history(csv_file(tmp_path, HISTORY | {"subject": text}))
    assert row.subject == key


def test_a_school_is_read_with_all_that_is_known(tmp_path: Path) -> None:
    values = SCHOOL | {"phase": "Primary", "type": "Academy", "trust": "Acorn", "mis": "SIMS", "email": "a@example.org"}
    values |= {"head": "Dr B Zqx", "area_1": "Ward", "area_2": "North", "predecessor_la_estab": "330/3001"}
    values |= {"predecessor_urn": "100001", "opened": "2025-09-01", "closed": ""}
    assert list(read_schools(csv_file(tmp_path, values))) == [
        SchoolRow(
            la="330",
            estab="2001",
            urn="123456",
            name="Oak Primary",
            phase="Primary",
            type="Academy",
            trust="Acorn",
            mis="SIMS",
            email="a@example.org",
            head="Dr B Zqx",
            areas=("Ward", "North"),
            predecessors=("3303001",),
            predecessor_urn="100001",
            opened=date(2025, 9, 1),
        )
    ]


def test_the_national_registers_own_export_is_read(tmp_path: Path) -> None:
    register = {
        "URN": "123456",
        "LA (code)": "330",
        "LA (name)": "Birmingham",
        "EstablishmentNumber": "2001",
        "EstablishmentName": "Oak Primary",
        "TypeOfEstablishment (name)": "Community school",
        "PhaseOfEducation (name)": "Primary",
        "OpenDate": "01-09-1965",
        "CloseDate": "",
        "Trusts (name)": "Acorn",
        "HeadTitle (name)": "Mrs",
        "HeadFirstName": "Bea",
        "HeadLastName": "Zqx",
        "DistrictAdministrative (name)": "Birmingham",
        "AdministrativeWard (name)": "Edgbaston",
        "PreviousLA (code)": "330",
        "PreviousEstablishmentNumber": "3001",
    }
    [school] = read_schools(csv_file(tmp_path, register, "cp1252"))
    assert (school.la, school.estab, school.urn, school.name) == ("330", "2001", "123456", "Oak Primary")
    assert (school.head, school.trust, school.phase) == ("Mrs Bea Zqx", "Acorn", "Primary")
    assert (school.areas, school.predecessors) == (("Edgbaston", "Birmingham"), ("3303001",))
    assert school.opened == date(1965, 9, 1)


def test_what_the_register_lists_without_a_number_is_no_school(tmp_path: Path) -> None:
    assert list(read_schools(csv_file(tmp_path, SCHOOL | {"estab": ""}))) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no column"),
        (b"hello", "has no column"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old or a password-protected workbook"),
        (b"PK\x03\x04 cut off", "cannot be read"),
        (b"la,estab,upn,surname,forename\n330,2001,\x00,a,b\n", "zero bytes"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "roll.csv"
    path.write_bytes(content)
    fault = fault_of(read_roll, path)
    assert said in fault.message
    assert "roll.csv" in fault.message


def test_a_locked_workbook_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, ROLL)
    path.write_bytes(locked(path.read_bytes()))
    assert "locked with a password" in fault_of(read_roll, path).message


def test_a_workbook_of_something_else_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert "has no column" in fault_of(read_roll, workbook_file(tmp_path, {"Room": "12"})).message


def test_a_workbook_meant_to_do_harm_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "roll.xlsx"
    path.write_bytes(with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ900000"><v>1</v></c></row>'))
    assert "larger than a table should be" in fault_of(read_roll, path).message


def test_a_missing_file_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_roll(tmp_path / "none.csv"))
