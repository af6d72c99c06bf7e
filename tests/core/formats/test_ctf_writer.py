"""What is written is a minimal CTF, and is read back to the same records."""

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from muster.formats.ctf_writer import write_ctf
from muster.framework import load_framework
from muster.records import Header, OutcomeRow, PupilRecord
from tests.core.formats.ctf_text import FRAMEWORK, read

HEADER = Header(
    created=datetime(2026, 6, 18, 14, 5),
    academic_year="2025",
    supplier="Example",
    source_la="330",
    source_estab="2001",
    source_urn="100001",
    source_name="Example & Sons <Primary>",
    dest_la="330",
    dest_estab="LLLL",
)
PUPIL = PupilRecord(line=1, upn="X330299923017", surname="Testzqxpupil", forename="Alex", sex="F")

NOTHING_XML_CANNOT_CARRY = st.characters(
    blacklist_categories=["Cs"], blacklist_characters=[chr(code) for code in range(32) if chr(code) not in "\t\n\r"]
).filter(lambda character: character not in "\ufffe\uffff")
TEXTS = st.text(NOTHING_XML_CANNOT_CARRY, max_size=30).map(str.strip)
DATES = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))
OUTCOMES = st.builds(
    OutcomeRow,
    subject=st.sampled_from(["reading", "writing", "maths", "science"]),
    text=TEXTS,
    line=st.just(0),
    result_date=st.sampled_from(["", "2026-06-12", "June 2026"]),
)


@st.composite
def pupils(draw: st.DrawFn) -> PupilRecord:
    dob = draw(DATES)
    texts = draw(
        st.fixed_dictionaries(
            dict.fromkeys(
                (
                    *("upn", "former_upn", "surname", "forename", "preferred_surname", "preferred_forename"),
                    *("sex", "nc_year", "enrol_status"),
                ),
                TEXTS,
            )
        )
    )
    return PupilRecord(
        line=0,
        dob=dob,
        dob_text="not a date" if dob is None else dob.isoformat(),
        entry_date=draw(DATES),
        leaving_date=draw(DATES),
        outcomes=tuple(draw(st.lists(OUTCOMES, max_size=6))),
        **texts,
    )


def without_lines(record: PupilRecord) -> PupilRecord:
    outcomes = tuple(OutcomeRow(o.subject, o.text, 0, o.result_date) for o in record.outcomes)
    return msgspec.structs.replace(record, line=0, outcomes=outcomes)


def written(*records: PupilRecord, header: Header = HEADER) -> str:
    return write_ctf(header, records, FRAMEWORK).decode("utf-8")


@given(st.lists(pupils(), max_size=4))
def test_records_are_read_back_as_they_were(records: list[PupilRecord]) -> None:
    file = read(write_ctf(HEADER, records, FRAMEWORK))
    assert [without_lines(record) for record in file.pupils] == records


@given(TEXTS, st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)))
def test_a_header_is_read_back_as_it_was(text: str, created: datetime) -> None:
    header = msgspec.structs.replace(HEADER, source_name=text, created=created.replace(microsecond=0))
    assert read(write_ctf(header, [], FRAMEWORK)).header == msgspec.structs.replace(header, version="25.0")


def test_what_is_written_raises_no_problem() -> None:
    record = msgspec.structs.replace(PUPIL, outcomes=(OutcomeRow("reading", "EXS", 0, "2026-06-12"),), nc_year="2")
    assert read(written(record).encode()).problems == ()


def test_the_file_is_utf8_with_line_feeds_and_says_so() -> None:
    content = write_ctf(HEADER, [msgspec.structs.replace(PUPIL, forename="Zoë")], FRAMEWORK)
    assert content.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<CTfile>\n')
    assert "Zoë".encode() in content
    assert b"\r" not in content
    assert content.endswith(b"</CTfile>\n")


def test_what_a_header_lacks_is_filled_in() -> None:
    header = read(written(header=Header(source_la="330", source_estab="2001")).encode()).header
    assert (header.version, header.academic_year, header.supplier) == ("25.0", "2025", "Muster")
    assert (header.dest_estab, header.created) == ("LLLL", None)


def test_a_years_own_version_is_written() -> None:
    content = write_ctf(HEADER, [], load_framework(2027))
    assert b"<CTFversion>26.0</CTFversion>" in content


def test_a_pupil_without_more_has_the_five_core_elements() -> None:
    root = etree.fromstring(written(PUPIL).encode())
    tags = [element.tag for element in root.iterfind("CTFpupilData/Pupil/*")]
    assert tags == ["UPN", "Surname", "Forename", "DOB", "Sex"]


def test_a_row_has_its_elements_in_the_order_of_a_ctf() -> None:
    record = msgspec.structs.replace(PUPIL, outcomes=(OutcomeRow("maths", "GDS", 0, "2026-06-12"),))
    row = etree.fromstring(written(record).encode()).find(".//StageAssessment")
    assert row is not None
    assert [(element.tag, element.text) for element in row] == [
        ("Locale", "ENG"),
        ("Year", "2026"),
        ("Subject", "MAT"),
        ("Method", "TA"),
        ("Component", "MAT"),
        ("ResultStatus", "R"),
        ("ResultQualifier", "NC"),
        ("Result", "GDS"),
        ("ResultDate", "2026-06-12"),
    ]


def test_a_date_of_birth_written_the_british_way_becomes_iso() -> None:
    record = msgspec.structs.replace(PUPIL, dob=date(2019, 3, 14), dob_text="14/03/2019")
    assert read(written(record).encode()).pupils[0].dob_text == "2019-03-14"


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_cannot_carry_is_left_out(character: str) -> None:
    record = msgspec.structs.replace(PUPIL, surname=f"Test{character}zqx")
    assert read(written(record).encode()).pupils[0].surname == "Testzqx"


def test_a_name_cannot_end_its_element() -> None:
    record = msgspec.structs.replace(PUPIL, surname="</Surname><UPN>zqx]]></UPN>&amp;")
    assert read(written(record).encode()).pupils[0].surname == record.surname
