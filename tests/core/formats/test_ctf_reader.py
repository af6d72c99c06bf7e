"""A CTF is read whole: header, pupils and their lines, whatever its version, namespace, capitals and order."""

from datetime import date, datetime

import pytest

from muster.records import Header, Kind, ProblemKind, PupilRecord
from tests.core.formats.ctf_text import (
    CORE,
    HEADER,
    assessed,
    ctf,
    facts,
    only_problem,
    pupil,
    read,
    read_pupil,
    results,
    row,
    rows,
)

FOUR = [("reading", "EXS"), ("writing", "WTS"), ("maths", "GDS"), ("science", "HNM")]


def details(inside: str) -> str:
    return pupil(f"<BasicDetails>{inside}</BasicDetails>")


def history(*schools: str) -> str:
    return pupil("<SchoolHistory>" + "".join(f"<School>{school}</School>" for school in schools) + "</SchoolHistory>")


OWN = "<LEA>330</LEA><Estab>2999</Estab>"


def test_a_ctf_is_told_as_one() -> None:
    file = read(ctf(pupil()))
    assert (file.kind, file.name, file.sha256, file.problems) == (Kind.CTF, "made-up.xml", "0" * 64, ())


def test_the_size_is_of_the_bytes_received() -> None:
    content = ctf(pupil()).encode()
    assert read(content).size == len(content)


def test_the_header_is_read() -> None:
    assert read(ctf(pupil())).header == Header(
        version="25.0",
        created=datetime(2026, 6, 18, 14, 5),
        academic_year="2025",
        supplier="ExampleMIS",
        source_la="330",
        source_estab="2999",
        source_urn="999999",
        source_name="Example Primary School",
        dest_la="330",
        dest_estab="LLLL",
    )


@pytest.mark.parametrize("header", ["", "<Header/>", "<Header><SourceSchool/><DateTime>soon</DateTime></Header>"])
def test_a_header_may_say_nothing(header: str) -> None:
    file = read(ctf(pupil(), header=header))
    assert (file.header, len(file.pupils)) == (Header(), 1)


def test_a_header_behind_the_pupils_is_read() -> None:
    file = read(f"<CTfile><CTFpupilData>{pupil()}</CTFpupilData>{HEADER}</CTfile>")
    assert (file.header.source_la, len(file.pupils)) == ("330", 1)


@pytest.mark.parametrize("version", [f"{number}.0" for number in range(17, 27)])
def test_every_version_from_17_on_is_read(version: str) -> None:
    file = read(ctf(pupil()).replace("25.0", version))
    assert (file.header.version, len(file.pupils[0].outcomes)) == (version, 4)


@pytest.mark.parametrize(
    "opening",
    [
        '<CTfile xmlns="urn:example:cbds">',
        '<CTfile xmlns:xsi="urn:example:schema-instance" xsi:noNamespaceSchemaLocation="ctf.xsd">',
        '<CTfile version="25.0">',
    ],
)
def test_a_namespace_or_attributes_change_nothing(opening: str) -> None:
    file = read(ctf(pupil()).replace("<CTfile>", opening))
    assert (file.header.version, results(file.pupils[0])) == ("25.0", FOUR)


def test_a_prefix_changes_nothing() -> None:
    prefixed = ctf(pupil()).replace("<", "<c:").replace("<c:/", "</c:")
    file = read(prefixed.replace("<c:CTfile>", '<c:CTfile xmlns:c="urn:example:cbds">'))
    assert (file.header.version, results(file.pupils[0])) == ("25.0", FOUR)


def test_many_namespaces_change_nothing() -> None:
    spaces = " ".join(f'xmlns:n{number}="urn:example:{number}"' for number in range(100))
    file = read(ctf(pupil(), pupil()).replace("<CTfile>", f"<CTfile {spaces}>"))
    assert [results(record) for record in file.pupils] == [FOUR, FOUR]


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_capitals_in_tags_change_nothing(change: type) -> None:
    text = ctf(pupil())
    for tag in (
        "CTfile",
        "Header",
        "CTFversion",
        "CTFpupilData",
        "Pupil",
        "StageAssessment",
        "KeyStage",
        "UPN",
        "Result",
    ):
        text = text.replace(f"<{tag}>", f"<{change(tag)}>").replace(f"</{tag}>", f"</{change(tag)}>")
    file = read(text)
    assert (file.header.version, file.pupils[0].upn, results(file.pupils[0])) == ("25.0", "X330299923017", FOUR)


def test_the_line_of_a_pupil_is_that_of_its_element() -> None:
    file = read(ctf(pupil(), pupil()))
    first, second = (record.line for record in file.pupils)
    assert (first, second - first) == (13, pupil().count("\n"))


def test_the_line_of_an_outcome_is_that_of_its_result() -> None:
    record = read_pupil(pupil(assessed(row() + row("ENG", "WRI"))))
    result = (CORE + assessed(row())).split("<Result>")[0].count("\n")
    assert [outcome.line - record.line - 1 for outcome in record.outcomes] == [result, result + row().count("\n")]


def test_the_line_of_an_outcome_without_a_result_is_that_of_its_row() -> None:
    record = read_pupil(pupil(assessed(row().replace("<Result>EXS</Result>\n", ""))))
    place = (CORE + assessed(row())).split("<StageAssessment>\n")[0].count("\n")
    assert [(outcome.text, outcome.line - record.line - 1) for outcome in record.outcomes] == [("", place)]


def lines_of(record: PupilRecord) -> list[int]:
    return [record.line, *(outcome.line for outcome in record.outcomes)]


@pytest.mark.parametrize("more", ["", "<BasicDetails/>\n", "\n  <Foo>\n</Foo>\n"])
def test_lines_beyond_sixty_five_thousand_are_right(more: str) -> None:
    text = pupil(more + assessed(row() + row(result="\n  EXS\n") + row(result="")))
    near, far = (read(ctf((" " * 9 + "\n") * blank + text)).pupils[0] for blank in (0, 70_000))
    assert [line - 70_000 for line in lines_of(far)] == lines_of(near)


def test_comments_instructions_and_cdata_inside_a_text_are_seen_through() -> None:
    record = read_pupil(pupil(core="<UPN>X330<!-- a -->2999<?b c?>23<![CDATA[01]]>7</UPN>"))
    assert record.upn == "X330299923017"


def test_white_space_between_pieces_of_a_text_is_kept() -> None:
    record = read_pupil(pupil(core="<Forename>Mary<!-- a --> <!-- b -->Ann</Forename>"))
    assert record.forename == "Mary Ann"


def test_white_space_around_a_text_is_taken_off() -> None:
    record = read_pupil(pupil(core="<UPN>\n\tX3302999 23017 \n</UPN><Surname>\u00a0</Surname>"))
    assert (record.upn, record.surname) == ("X3302999 23017", "")


def test_a_pupil_may_have_nothing() -> None:
    record = read_pupil("<Pupil/>")
    assert (record.upn, record.surname, record.dob, record.sex, record.outcomes) == ("", "", None, "", ())


def test_empty_optional_elements_say_nothing() -> None:
    file = read(
        ctf(pupil("<BasicDetails/><SchoolHistory/><Address/><Contacts><Contact/></Contacts><StageAssessments/>"))
    )
    assert (file.problems, file.pupils[0].nc_year, file.pupils[0].entry_date) == ((), "", None)


def test_the_details_that_a_check_needs_are_kept() -> None:
    record = read_pupil(
        details(
            "<FormerUPN>Y330299923017</FormerUPN><PreferredSurname>Preferredzqx</PreferredSurname>"
            "<PreferredForename>Al</PreferredForename><NCyearActual>2</NCyearActual><EnrolStatus>C</EnrolStatus>"
        )
    )
    assert (record.former_upn, record.preferred_surname, record.preferred_forename) == (
        "Y330299923017",
        "Preferredzqx",
        "Al",
    )
    assert (record.nc_year, record.enrol_status) == ("2", "C")


def test_elements_may_come_in_any_order() -> None:
    reversed_core = "\n".join(reversed(CORE.splitlines()))
    record = read_pupil(
        f"<Pupil>{assessed()}<BasicDetails><NCyearActual>2</NCyearActual></BasicDetails>{reversed_core}</Pupil>"
    )
    assert (record.upn, record.sex, record.nc_year, len(record.outcomes)) == ("X330299923017", "F", "2", 4)


@pytest.mark.parametrize(
    ("elements", "sex"),
    [
        ("<Gender>M</Gender>", "M"),
        ("<Sex>F</Sex><Gender>M</Gender>", "F"),
        ("<Gender>M</Gender><Sex>F</Sex>", "F"),
        ("<Sex/><Gender>M</Gender>", "M"),
        ("<Sex>u</Sex>", "u"),
    ],
)
def test_sex_wins_over_gender(elements: str, sex: str) -> None:
    assert read_pupil(pupil(core=elements)).sex == sex


@pytest.mark.parametrize(
    ("text", "dob"),
    [
        ("2019-03-14", date(2019, 3, 14)),
        ("2019-02-30", None),
        ("14/03/2019", None),
        ("2019-03-14T00:00:00", date(2019, 3, 14)),
    ],
)
def test_a_date_of_birth_is_kept_as_written_and_read_strictly(text: str, dob: date | None) -> None:
    record = read_pupil(pupil(core=f"<DOB>{text}</DOB>"))
    assert (record.dob_text, record.dob) == (text, dob)


def test_of_an_element_that_stands_twice_the_first_that_is_not_empty_counts() -> None:
    assert (
        read_pupil(pupil(core="<Surname> </Surname><Surname>Firstzqx</Surname><Surname>Secondzqx</Surname>")).surname
        == "Firstzqx"
    )


def test_the_dates_are_those_of_the_files_own_school() -> None:
    other = "<LEA>331</LEA><Estab>2001</Estab><EntryDate>2025-09-01</EntryDate><LeavingDate>2026-01-09</LeavingDate>"
    record = read_pupil(history(f"{OWN}<EntryDate>2023-09-04</EntryDate><LeavingDate/>", other))
    assert (record.entry_date, record.leaving_date) == (date(2023, 9, 4), None)


def test_the_dates_are_those_of_the_latest_spell() -> None:
    late = f"{OWN}<EntryDate>2025-01-06</EntryDate>"
    early = f"{OWN}<EntryDate>2023-09-04</EntryDate><LeavingDate>2024-07-19</LeavingDate>"
    record = read_pupil(history(late, early))
    assert (record.entry_date, record.leaving_date) == (date(2025, 1, 6), None)


def test_of_spells_entered_on_one_day_the_last_told_counts() -> None:
    spells = [f"{OWN}<EntryDate>2025-01-06</EntryDate><LeavingDate>2026-0{month}-01</LeavingDate>" for month in (3, 2)]
    assert read_pupil(history(*spells)).leaving_date == date(2026, 2, 1)


def test_the_own_school_is_also_told_by_its_urn() -> None:
    assert read_pupil(history("<URN>999999</URN><EntryDate>2023-09-04</EntryDate>")).entry_date == date(2023, 9, 4)


def test_without_a_source_school_no_spell_is_its_own() -> None:
    nameless = history("<LEA/><Estab/><URN/><EntryDate>2023-09-04</EntryDate>")
    (record,) = read(ctf(nameless, header="<Header/>")).pupils
    assert record.entry_date is None


def test_only_pupils_of_the_pupil_data_count() -> None:
    elsewhere = f"<Group>{pupil()}</Group><Pupils>{pupil()}</Pupils>"
    text = f"<CTfile>{pupil()}<CTFpupilData>{elsewhere}{pupil()}</CTFpupilData></CTfile>"
    assert len(read(text).pupils) == 1


def test_pupils_of_several_blocks_all_count() -> None:
    text = f"<CTfile><CTFpupilData>{pupil()}</CTFpupilData><CTFpupilData>{pupil()}</CTFpupilData></CTfile>"
    assert len(read(text).pupils) == 2


def test_empty_pupil_data_is_a_ctf_without_pupils() -> None:
    file = read("<CTfile><CTFpupilData/></CTfile>")
    assert (file.kind, file.pupils, file.problems) == (Kind.CTF, (), ())


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("<ATfile><Header/></ATfile>", "an admissions file (ATF)"),
        (
            "<Message><Header><CollectionDetails><Collection>SC</Collection></CollectionDetails></Header></Message>",
            "a school census return",
        ),
        ("<Message><Header/></Message>", "a return to the Department for Education"),
        ("<html><body/></html>", "a web page"),
        ("<!DOCTYPE html><html><br></html>", "a web page"),
        ("<Workbook/>", "a spreadsheet saved as XML"),
        ("<CTfile/>", "a CTF with neither a header nor pupil data"),
        ("<CTfile><Pupils/></CTfile>", "a CTF with neither a header nor pupil data"),
        ("<AssessmentResults/>", "an XML document whose outermost element is <assessmentresults>"),
    ],
)
def test_what_is_no_ctf_is_told_by_what_it_looks_like(text: str, looks_like: str) -> None:
    file = read(text)
    assert (file.kind, file.pupils) == (None, ())
    assert only_problem(file) == (ProblemKind.NOT_RESULTS, {"looks_like": looks_like, "missing": ()})


def test_a_minimal_partial_ctf_discards_nothing() -> None:
    assert (
        read(
            ctf(details("<NCyearActual>2</NCyearActual>"), history(f"{OWN}<EntryDate>2023-09-04</EntryDate>"))
        ).problems
        == ()
    )


@pytest.mark.parametrize(
    ("element", "group"),
    [
        ("<Address><BS7666Address><PAON>1</PAON></BS7666Address></Address>", "addresses"),
        ("<Phones><Phone><PhoneNo>01632 960000</PhoneNo></Phone></Phones>", "telephone numbers"),
        ("<Email>a@home.example</Email>", "e-mail addresses"),
        ("<Contacts><Contact><Surname>Carerzqx</Surname></Contact></Contacts>", "contacts"),
        ("<Attendance><YearData><Year>2025</Year></YearData></Attendance>", "attendance"),
        ("<FSMhistory><FSMinstance><UKcountry>ENG</UKcountry></FSMinstance></FSMhistory>", "free school meals"),
        ("<SENhistory><SEN><SENprovision>K</SENprovision></SEN></SENhistory>", "special educational needs"),
        ("<LookedAfter><InCare>true</InCare></LookedAfter>", "looked-after children"),
        ("<NAWdetails><A>1</A></NAWdetails>", "details for Wales"),
        ("<UniqueLearnerNumber>1234567890</UniqueLearnerNumber>", "unique learner number"),
        ("<SuppInfo><SuppID>MIS</SuppID></SuppInfo>", "supplier's own data"),
        ("<FavouriteColour>green</FavouriteColour>", "other details"),
        ("<BasicDetails><Ethnicity>WBRI</Ethnicity></BasicDetails>", "ethnicity"),
        ("<BasicDetails><Languages><Type><Language>ENG</Language></Type></Languages></BasicDetails>", "languages"),
        ("<BasicDetails><MedicalFlag>false</MedicalFlag></BasicDetails>", "medical details"),
        ("<BasicDetails><MiddleNames>Ann</MiddleNames></BasicDetails>", "other names"),
        ("<SchoolHistory><School><SchoolName>Another</SchoolName></School></SchoolHistory>", "other schools"),
        (
            f"<SchoolHistory><School>{OWN}<LeavingReason>FA</LeavingReason></School></SchoolHistory>",
            "reasons for leaving",
        ),
    ],
)
def test_data_that_is_not_kept_is_told_by_its_group(element: str, group: str) -> None:
    assert only_problem(read(ctf(pupil(element)))) == (ProblemKind.DISCARDED, {"groups": (group,)})


def test_discarded_groups_are_told_once_a_file_in_order() -> None:
    file = read(ctf(pupil("<Phones>1</Phones><Address>1</Address>"), pupil("<Address>1</Address>")))
    assert facts(file, ProblemKind.DISCARDED) == [{"groups": ("addresses", "telephone numbers")}]


def test_nothing_discarded_is_in_the_records() -> None:
    file = read(
        ctf(pupil("<Address>Secretzqx</Address><Contacts><Contact>Secretzqx</Contact></Contacts>" + assessed(rows())))
    )
    assert "Secretzqx" not in repr(file)
