"""A Common Transfer File, written: what a return of results needs, and nothing more of the pupils.

The order of elements is the one that CTFs have had throughout: header, then each pupil's identity, basic details,
assessments and school history.
"""

import re
from collections.abc import Iterable, Iterator

from muster.framework import Framework
from muster.records import Header, OutcomeRow, PupilRecord

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML cannot carry at all."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def write_ctf(header: Header, pupils: Iterable[PupilRecord], framework: Framework) -> bytes:
    """A minimal CTF in UTF-8 with line feeds, which reads back to the same records but for their lines.

    Its version is the framework's; an academic year, supplier or destination that the header lacks is filled in. A
    date of birth that could be read is written as yyyy-mm-dd. Characters that XML cannot carry are left out.
    Entry and leaving dates are written as those of the header's source school.
    """
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<CTfile>"]
    lines.extend(_header(header, framework))
    lines.append("  <CTFpupilData>")
    for pupil in pupils:
        lines.extend(_pupil(pupil, header, framework))
    lines.extend(["  </CTFpupilData>", "</CTfile>", ""])
    return "\n".join(lines).encode("utf-8")


def _header(header: Header, framework: Framework) -> Iterator[str]:
    yield "  <Header>"
    yield _element(4, "DocumentName", "Common Transfer File")
    yield _element(4, "CTFversion", framework.ctf.written)
    if header.created is not None:
        yield _element(4, "DateTime", header.created.replace(microsecond=0, tzinfo=None).isoformat())
    yield _element(4, "DocumentQualifier", "partial")
    yield _element(4, "DataDescriptor", framework.title)
    yield _element(4, "SupplierID", header.supplier or "Muster")
    yield from _source_school(header, framework)
    yield "    <DestSchool>"
    yield _element(6, "LEA", header.dest_la)
    yield _element(6, "Estab", header.dest_estab or "LLLL")
    yield "    </DestSchool>"
    yield "  </Header>"


def _source_school(header: Header, framework: Framework) -> Iterator[str]:
    yield "    <SourceSchool>"
    yield _element(6, "LEA", header.source_la)
    yield _element(6, "Estab", header.source_estab)
    yield from _given(6, "URN", header.source_urn)
    yield from _given(6, "SchoolName", header.source_name)
    yield _element(6, "AcademicYear", header.academic_year or framework.ctf.academic_year)
    yield "    </SourceSchool>"


def _pupil(pupil: PupilRecord, header: Header, framework: Framework) -> Iterator[str]:
    yield "    <Pupil>"
    yield _element(6, "UPN", pupil.upn)
    yield _element(6, "Surname", pupil.surname)
    yield _element(6, "Forename", pupil.forename)
    yield _element(6, "DOB", pupil.dob_text if pupil.dob is None else pupil.dob.isoformat())
    yield _element(6, "Sex", pupil.sex)
    yield from _inside(6, "BasicDetails", _details(pupil))
    yield from _inside(6, "StageAssessments", _inside(8, "KeyStage", _rows(pupil.outcomes, framework)))
    yield from _inside(6, "SchoolHistory", _inside(8, "School", _spell(pupil, header)))
    yield "    </Pupil>"


def _details(pupil: PupilRecord) -> Iterator[str]:
    yield from _given(8, "FormerUPN", pupil.former_upn)
    yield from _given(8, "PreferredSurname", pupil.preferred_surname)
    yield from _given(8, "PreferredForename", pupil.preferred_forename)
    yield from _given(8, "NCyearActual", pupil.nc_year)
    yield from _given(8, "EnrolStatus", pupil.enrol_status)


def _rows(outcomes: tuple[OutcomeRow, ...], framework: Framework) -> Iterator[str]:
    if outcomes:
        yield _element(10, "Stage", framework.stage)
    for outcome in outcomes:
        yield from _row(outcome, framework)


def _row(outcome: OutcomeRow, framework: Framework) -> Iterator[str]:
    subject = framework.by_key[outcome.subject]
    yield "          <StageAssessment>"
    yield _element(12, "Locale", "ENG")
    yield _element(12, "Year", str(framework.year))
    yield _element(12, "Subject", subject.subject)
    yield _element(12, "Method", framework.ctf.method)
    yield _element(12, "Component", subject.component)
    yield _element(12, "ResultStatus", framework.ctf.statuses[0])
    yield _element(12, "ResultQualifier", framework.ctf.qualifiers[0])
    yield _element(12, "Result", outcome.text)
    yield from _given(12, "ResultDate", outcome.result_date)
    yield "          </StageAssessment>"


def _spell(pupil: PupilRecord, header: Header) -> Iterator[str]:
    if pupil.entry_date is None and pupil.leaving_date is None:
        return
    yield _element(10, "LEA", header.source_la)
    yield _element(10, "Estab", header.source_estab)
    yield from _given(10, "URN", header.source_urn)
    if pupil.entry_date is not None:
        yield _element(10, "EntryDate", pupil.entry_date.isoformat())
    if pupil.leaving_date is not None:
        yield _element(10, "LeavingDate", pupil.leaving_date.isoformat())


def _inside(indent: int, name: str, lines: Iterator[str]) -> Iterator[str]:
    """The lines inside an element, or nothing where there are none."""
    first = next(lines, None)
    if first is not None:
        yield f"{' ' * indent}<{name}>"
        yield first
        yield from lines
        yield f"{' ' * indent}</{name}>"


def _given(indent: int, name: str, text: str) -> Iterator[str]:
    """An element that is left out where its text is empty."""
    if text:
        yield _element(indent, name, text)


def _element(indent: int, name: str, text: str) -> str:
    return f"{' ' * indent}<{name}>{_UNWRITABLE.sub('', text).translate(_ESCAPES)}</{name}>"
