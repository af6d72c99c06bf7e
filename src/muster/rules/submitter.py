"""Whose results a file holds: the school it names beside the school that sends it."""

import re

from muster.records import CheckContext, Header, ResultsFile, SchoolRef, SubmittingSchool

_LA = re.compile(r"\d{3}")
_ESTAB = re.compile(r"\d{4}")
_URN = re.compile(r"\d{6}")


def source_number(header: Header) -> str | None:
    """The seven-digit number of the school a file names, None where it names none."""
    if _LA.fullmatch(header.source_la) and _ESTAB.fullmatch(header.source_estab):
        return header.source_la + header.source_estab
    return None


def is_others(file: ResultsFile, school: SubmittingSchool | None) -> bool:
    """Whether the file is not the submitting school's, nor a predecessor's (F05).

    A CTF that names no school is nobody's; a table that names none is taken as the submitter's.
    """
    if school is None:
        return False
    if file.kind == "ctf":
        return source_number(file.header) not in (school.number, *school.predecessors)
    return _table_names_another(file.header, school)


def is_predecessors(file: ResultsFile, school: SubmittingSchool | None) -> bool:
    """Whether the file names a predecessor of the submitting school (F19)."""
    number = source_number(file.header)
    return school is not None and number != school.number and number in school.predecessors


def school_of(file: ResultsFile, context: CheckContext) -> SchoolRef | None:
    """The school whose results these are: the submitter, or else the school that the file names."""
    school, header = context.school, file.header
    if file.unread is not None:
        return None
    if school is not None and not is_others(file, school):
        return SchoolRef(school.la, school.estab, school.urn or _urn(header), school.name or header.source_name or None)
    if source_number(header) is None:
        return None
    return SchoolRef(header.source_la, header.source_estab, _urn(header), header.source_name or None)


def _table_names_another(header: Header, school: SubmittingSchool) -> bool:
    number = source_number(header)
    if number is not None:
        return number not in (school.number, *school.predecessors)
    urn = _urn(header)
    return urn is not None and school.urn is not None and urn != school.urn


def _urn(header: Header) -> str | None:
    return header.source_urn if _URN.fullmatch(header.source_urn) else None
