"""What a file that is all that is asked for must be: of the right kind, and of the school that sends it."""

from collections.abc import Callable

from muster.formats.sniff import Form, sniff
from muster.framework import load_framework
from muster.portal.collecting.models import Request
from muster.portal.collecting.practice import Holds, Practice, Takes, practice_of
from muster.portal.collecting.wanted import ASSESSMENTS, WANTED
from muster.portal.foundation import clock, reader
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.checking import submitting
from muster.records import CheckContext, Facts, Kind, ProblemKind, ResultsFile
from muster.rules.row_names import row_phrases

_IS_OF: dict[Holds, Callable[[Facts], bool]] = {
    Holds.EYFSP: lambda row: row["stage"] in ("EYF", "FSP"),
    Holds.PHONICS: lambda row: row["subject"] == "PHO",
    Holds.MULTIPLICATION: lambda row: row["component"] == "MTC",
    Holds.KS2: lambda row: row["stage"] == "KS2" and row["component"] != "MTC",
}
_TABLES = {Form.TEXT: Kind.CSV, Form.WORKBOOK: Kind.XLSX}
_UNSAFE = {
    ProblemKind.UNSAFE: "it declares things of its own that no such file needs.",
    ProblemKind.TOO_BIG: "it is larger than can be read.",
}
_LOOKS_LIKE = {
    Form.XML: "an XML file that is no CTF",
    Form.TEXT: "a text or CSV file",
    Form.WORKBOOK: "a spreadsheet",
    Form.LOCKED_WORKBOOK: "a spreadsheet with a password",
    Form.ARCHIVE: "a zip file",
}
_PROGRAM = "a program"


def judge(request: Request, name: str, content: bytes) -> Kind | None:
    """What the file is, None for neither CTF nor spreadsheet; its contents are not checked.

    Raises Refusal where it is empty, unsafe or a program, of another kind than is asked for, or a CTF of another
    school, of none, or without the assessment asked for; and where no reader gets free.
    """
    practice, sniffed = practice_of(request.collection), sniff(content)
    if sniffed.form is Form.EMPTY:
        raise Refusal("handed_in_empty")
    if sniffed.form in (Form.XML, Form.ARCHIVE):
        read = _read(request, name, content)
        if read.kind is Kind.CTF:
            _check_ctf(request, practice, read)
            return Kind.CTF
    kind = _TABLES.get(sniffed.form)
    _check_kind(practice, kind, sniffed.looks_like or _LOOKS_LIKE.get(sniffed.form, "another kind of file"))
    return kind


def _read(request: Request, name: str, content: bytes) -> ResultsFile:
    """Read in a process of its own; raises Refusal where the bytes are unsafe."""
    read = reader.read(content, name, CheckContext(today=clock.today(), year=request.collection.year))
    fault = next((_UNSAFE[one.kind] for one in read.problems if one.kind in _UNSAFE), None)
    if fault is not None:
        raise Refusal("handed_in_unsafe", what=fault)
    return read


def _check_ctf(request: Request, practice: Practice, read: ResultsFile) -> None:
    if practice.takes is Takes.TABLE:
        raise Refusal("handed_in_kind", looks_like=WANTED[Takes.CTF], asked=WANTED[practice.takes])
    own, sent = submitting(request.school), read.header.source_la + read.header.source_estab
    if not sent:
        raise Refusal("handed_in_nobody")
    if sent not in (own.number, *own.predecessors):
        raise Refusal("handed_in_school", sent=sent, own=own.number)
    _check_assessment(request, practice, read)


def _check_assessment(request: Request, practice: Practice, read: ResultsFile) -> None:
    is_of = _IS_OF.get(practice.holds)
    rows = [one for one in read.problems if one.kind is ProblemKind.ROWS_SKIPPED]
    if is_of is None or any(is_of(one.facts) for one in rows):
        return
    phrases = row_phrases(rows, load_framework(request.collection.year))
    held = ", ".join(phrases) or ("key stage 1 results" if read.assessed_years else "no results at all")
    raise Refusal("handed_in_stage", held=held, asked=ASSESSMENTS[practice.holds])


def _check_kind(practice: Practice, kind: Kind | None, looks_like: str) -> None:
    is_any = practice.takes is Takes.ANY and looks_like != _PROGRAM
    if is_any or (kind is not None and practice.takes in (Takes.TABLE, Takes.CTF_OR_TABLE)):
        return
    raise Refusal("handed_in_kind", looks_like=looks_like, asked=WANTED[practice.takes])
