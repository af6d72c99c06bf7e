"""Results tables as CSV: headings, rows, values, and what is no results table."""

from datetime import date

import pytest

from muster.formats.limits import Limits
from muster.formats.table_text import TableDamaged, text_rows
from muster.records import Kind, OutcomeRow, ProblemKind, ResultsFile
from tests.core.formats.made_tables import HEADINGS, PUPIL, outcomes, read, table


def with_column(heading: str, value: str) -> bytes:
    return table((*HEADINGS, heading), [(*PUPIL, value)])


def renamed(old: str, new: str) -> bytes:
    return table([new if heading == old else heading for heading in HEADINGS])


def changed(heading: str, value: str) -> ResultsFile:
    return read(table(rows=[[value if h == heading else v for h, v in zip(HEADINGS, PUPIL, strict=True)]]))


def test_a_pupil_is_read_with_the_row_as_line() -> None:
    [pupil] = read(table()).pupils
    assert (pupil.line, pupil.upn, pupil.surname, pupil.forename) == (2, "X330299923017", "Okazqxfor", "Ada")
    assert (pupil.dob, pupil.dob_text, pupil.sex) == (date(2019, 3, 14), "2019-03-14", "F")
    assert outcomes(read(table())) == [("reading", "EXS"), ("writing", "WTS"), ("maths", "GDS"), ("science", "EXS")]


def test_the_file_says_what_it_is() -> None:
    file = read(table(), "KS1_2001_26.csv")
    assert (file.name, file.kind, file.stages, file.assessed_years) == ("KS1_2001_26.csv", Kind.CSV, ("KS1",), ())
    assert (file.size, len(file.sha256), file.problems) == (len(table()), 64, ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    assert read(table(delimiter=delimiter)).pupils == read(table()).pupils


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_need_no_word(encoding: str) -> None:
    content = table(rows=[("X330299923017", "Zoëzqx", *PUPIL[2:])]).decode().encode(encoding)
    file = read(content)
    assert (file.pupils[0].surname, file.problems) == ("Zoëzqx", ())


def test_windows_1252_is_read_and_told() -> None:
    file = read(table(rows=[("X330299923017", "Zoëzqx", *PUPIL[2:])]).decode().encode("cp1252"))
    assert file.pupils[0].surname == "Zoëzqx"
    assert [problem.kind for problem in file.problems] == [ProblemKind.ENCODING_REPAIRED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UPN", "Unique Pupil Number"),
        ("UPN", "u p n"),
        ("Surname", "Last name"),
        ("Surname", "Legal Surname"),
        ("Surname", "Pupil's surname"),
        ("Forename", "First Name(s)"),
        ("DOB", "Date of birth"),
        ("DOB", "D.O.B."),
        ("Sex", "Gender"),
        ("Maths", "Mathematics"),
        ("Maths", "KS1 Maths TA 2026"),
        ("Reading", "Reading\nTA result"),
        ("Reading", "ENG REA"),
        ("Writing", "Writing (Teacher Assessment)"),
        ("Science", "SCI"),
    ],
)
def test_headings_have_aliases(old: str, new: str) -> None:
    assert read(renamed(old, new)).pupils == read(table()).pupils


@pytest.mark.parametrize("heading", ["Reading Test", "Reading target", "Reading Autumn", "Reading age", "Reading 2025"])
def test_other_columns_of_a_subject_are_no_outcomes(heading: str) -> None:
    assert read(with_column(heading, "104")).pupils == read(table()).pupils


def test_unknown_columns_are_passed_over_in_silence() -> None:
    file = read(with_column("Favourite colour", "green"))
    assert (file.pupils, file.problems) == (read(table()).pupils, ())


def test_the_header_row_may_stand_below_others_and_blank_rows_count() -> None:
    file = read(table(above="Results of Oak Primary,,\r\n,,\r\nsummer 2026\r\n"))
    assert file.pupils[0].line == 5


def test_a_header_row_after_the_thirtieth_is_not_found() -> None:
    assert read(table(above="note\n" * 30)).problems[0].kind is ProblemKind.NOT_RESULTS


def test_the_row_with_most_headings_is_the_header_row() -> None:
    assert read(table(above="UPN,please fill in below\n")).pupils[0].line == 3


@pytest.mark.parametrize("text", ["14/03/2019", "14-03-19", "2019-03-14", "14/3/2019 00:00"])
def test_dates_of_birth_as_people_write_them(text: str) -> None:
    [pupil] = changed("DOB", text).pupils
    assert (pupil.dob, pupil.dob_text) == (date(2019, 3, 14), text)


def test_a_date_as_excels_own_number_is_said_as_a_date() -> None:
    [pupil] = changed("DOB", "43538").pupils
    assert (pupil.dob, pupil.dob_text) == (date(2019, 3, 14), "2019-03-14")


def test_what_is_no_date_stays_as_text() -> None:
    [pupil] = changed("DOB", "30/02/2019").pupils
    assert (pupil.dob, pupil.dob_text) == (None, "30/02/2019")


@pytest.mark.parametrize(
    ("text", "sex"), [("Male", "M"), ("FEMALE", "F"), ("f", "F"), ("m", "M"), ("U", "U"), ("", ""), ("Girl", "Girl")]
)
def test_sex_in_words(text: str, sex: str) -> None:
    assert changed("Sex", text).pupils[0].sex == sex


def test_sex_wins_over_gender_where_it_is_given() -> None:
    headings = ["Gender" if heading == "Sex" else heading for heading in HEADINGS] + ["Sex"]
    both = read(table(headings, [(*PUPIL, "M")]))
    one = read(table(headings, [(*PUPIL, "")]))
    assert (both.pupils[0].sex, one.pupils[0].sex) == ("M", "F")


def test_an_escaped_cell_loses_its_apostrophe() -> None:
    assert read(b"UPN,Surname,Forename,Reading\nX330299923017,'=zqx,'Tis,EXS\n").pupils[0].surname == "=zqx"
    assert read(b"UPN,Surname,Forename,Reading\nX330299923017,'=zqx,'Tis,EXS\n").pupils[0].forename == "'Tis"


@pytest.mark.parametrize(
    ("heading", "value", "field", "read_as"),
    [
        ("NC Year", "2", "nc_year", "2"),
        ("Year Group", "Year 2", "nc_year", "Year 2"),
        ("Former UPN", "A330299923001", "former_upn", "A330299923001"),
        ("Preferred first name", "Adie", "preferred_forename", "Adie"),
        ("Preferred surname", "Okazqx", "preferred_surname", "Okazqx"),
        ("Enrolment status", "C", "enrol_status", "C"),
        ("Admission date", "01/09/2023", "entry_date", date(2023, 9, 1)),
        ("Leaving date", "13/02/2026", "leaving_date", date(2026, 2, 13)),
    ],
)
def test_further_columns_of_a_pupil(heading: str, value: str, field: str, read_as: object) -> None:
    assert getattr(read(with_column(heading, value)).pupils[0], field) == read_as


@pytest.mark.parametrize(
    ("name", "surname", "forename"),
    [
        ("Okazqxfor, Ada May", "Okazqxfor", "Ada May"),
        ("Ada May Okazqxfor", "Okazqxfor", "Ada May"),
        ("Okazqxfor", "Okazqxfor", ""),
    ],
)
def test_a_name_in_one_column_is_taken_apart(name: str, surname: str, forename: str) -> None:
    [pupil] = read(table(["UPN", "Pupil name", "Reading"], [("X330299923017", name, "EXS")])).pupils
    assert (pupil.surname, pupil.forename) == (surname, forename)


@pytest.mark.parametrize(("text", "said"), [("12/06/2026", "2026-06-12"), ("soon", "soon"), ("", "")])
def test_a_result_date_goes_with_each_outcome_of_its_row(text: str, said: str) -> None:
    [pupil] = read(with_column("Result date", text)).pupils
    assert {row.result_date for row in pupil.outcomes} == {said}


def test_a_blank_outcome_gives_no_row() -> None:
    assert [subject for subject, _ in outcomes(changed("Writing", " "))] == ["reading", "maths", "science"]


def test_outcomes_stay_as_written() -> None:
    assert outcomes(changed("Reading", "pk 3"))[0] == ("reading", "pk 3")


def test_a_subject_in_two_columns_has_two_outcomes() -> None:
    [pupil] = read(with_column("Reading TA", "GDS")).pupils
    assert pupil.outcomes[:2] == (OutcomeRow("reading", "EXS", 2), OutcomeRow("reading", "GDS", 2))


def test_science_is_not_read_where_it_is_not_asked_for() -> None:
    assert "science" not in dict(outcomes(read(table(), science=False)))


@pytest.mark.parametrize(
    "row",
    [
        ",,,,,,,,",
        " , ,,,,,,,",
        "Total,,,,,58,57,56,58",
        "Average,,,,,75%,70%,,",
        "Checked by the head teacher on Friday,,,,,,,,",
        ",,,,,58,,,",
        "UPN,Surname,Forename,DOB,Sex,Reading,Writing,Maths,Science",
    ],
)
def test_rows_that_are_no_pupils_are_skipped(row: str) -> None:
    assert len(read(table() + row.encode() + b"\r\n").pupils) == 1


@pytest.mark.parametrize(
    "row",
    [
        ",Okazqxfor,Ben,,,,,,",
        "X330299923017,,,,,,,,",
        ",,,,,EXS,EXS,EXS,EXS",
        ",Okazqxfor,,,,EXS,,,",
        "not known 1,,,,,,,,",
    ],
)
def test_rows_that_lack_much_are_pupils_still(row: str) -> None:
    assert len(read(table() + row.encode() + b"\r\n").pupils) == 2


def test_a_short_row_is_read_as_far_as_it_goes() -> None:
    assert read(table() + b"A330299923018,Okazqxfor,Ben\r\n").pupils[1].outcomes == ()


def test_a_table_of_headings_alone_has_no_pupil_and_no_stage() -> None:
    file = read(table(rows=[]))
    assert (file.kind, file.pupils, file.stages, file.problems) == (Kind.CSV, (), (), ())


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (("Surname", "Forename", "Reading"), ("upn",)),
        (("UPN", "Surname", "Phonics"), ("reading", "writing", "maths")),
        (("UPN", "Surname", "Science"), ("reading", "writing", "maths")),
        (("Surname", "Forename", "Attendance"), ("upn", "reading", "writing", "maths")),
    ],
)
def test_tables_of_something_else_say_what_they_lack(headings: tuple[str, ...], missing: tuple[str, ...]) -> None:
    [problem] = read(table(headings, [])).problems
    assert problem.kind is ProblemKind.NOT_RESULTS
    assert problem.facts == {"looks_like": "a spreadsheet of something else", "missing": missing}


def test_one_missing_outcome_column_is_simply_no_outcomes() -> None:
    assert outcomes(read(table(["UPN", "Surname", "Maths"], [(*PUPIL[:2], "EXS")]))) == [("maths", "EXS")]


def test_a_text_is_no_table() -> None:
    [problem] = read(b"Dear team,\nplease find our results attached.\n").problems
    assert problem.facts["looks_like"] == "a text document"


@pytest.mark.parametrize(
    ("headings", "values", "school"),
    [
        (("LA", "Estab"), ("330", "2001"), ("330", "2001", "", "")),
        (("DfE number",), ("330/2001",), ("330", "2001", "", "")),
        (("LAESTAB", "School"), ("3302001", "Oak Primary"), ("330", "2001", "", "Oak Primary")),
        (("URN",), ("123456",), ("", "", "123456", "")),
        (("LA", "Estab"), ("330", "3302001"), ("330", "2001", "", "")),
    ],
)
def test_columns_tell_the_school(headings: tuple[str, ...], values: tuple[str, ...], school: tuple[str, ...]) -> None:
    header = read(table(HEADINGS + headings, [PUPIL + values])).header
    assert (header.source_la, header.source_estab, header.source_urn, header.source_name) == school


@pytest.mark.parametrize("above", ["DfE number:,3302001\n", "DfE no: 330/2001,Summer\n", "LA,330\nEstab,2001\n"])
def test_lines_above_the_headings_tell_the_school(above: str) -> None:
    header = read(table(above=above)).header
    assert (header.source_la, header.source_estab) == ("330", "2001")


def test_the_school_is_the_one_of_most_rows() -> None:
    rows = [(*PUPIL, "3302002"), (*PUPIL, "3302001"), (*PUPIL, "3302001")]
    assert read(table((*HEADINGS, "DfE"), rows)).header.source_estab == "2001"


def test_a_table_tells_no_school_unless_it_says_so() -> None:
    assert read(table()).header.source_la == ""


def test_more_cells_than_the_limit_are_too_big() -> None:
    [problem] = read(table(rows=[PUPIL] * 20), limits=Limits(elements=100)).problems
    assert (problem.kind, problem.facts["what"], problem.facts["limit"]) == (ProblemKind.TOO_BIG, "elements", 100)


def test_rows_are_counted_while_they_are_read() -> None:
    with pytest.raises(TableDamaged) as refused:
        list(text_rows(["a,b\n", "c,d\n"], ",", 3))
    assert refused.value.problem.facts == {"what": "elements", "size": 4, "limit": 3}
