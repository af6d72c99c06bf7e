"""Whose results a file holds that came with many others: told by what it says, as a check of a folder tells it."""

import re

import msgspec

from muster.formats.filename import school_from_name
from muster.portal.organisations.models import Authority, School
from muster.records import Kind, ResultsFile
from muster.rules.submitter import source_number

_URN = re.compile(r"\d{6}")


class Named(msgspec.Struct, frozen=True):
    """What a file tells of its school: the seven figures, or the URN; "" is not told."""

    number: str = ""
    urn: str = ""

    @property
    def said(self) -> str:
        """What it tells, in words; "" where it tells nothing."""
        return self.number or (f"with the URN {self.urn}" if self.urn else "")


def named_in(file: ResultsFile, authority: Authority) -> Named:
    """The school that the file names: by its header or columns, a table by its name too."""
    number = source_number(file.header)
    if number is not None:
        return Named(number)
    if file.kind is Kind.CTF:
        return Named()
    if _URN.fullmatch(file.header.source_urn):
        return Named(urn=file.header.source_urn)
    named = school_from_name(file.name)
    if named.estab is not None:
        return Named(f"{named.la or authority.la}{named.estab}")
    return Named(urn=named.urn or "")


def school_named(named: Named, authority: Authority) -> School | None:
    """The authority's school of this number, or that has taken the place of one with it; None where there is none."""
    rows = School.objects.filter(authority=authority)
    if not named.number:
        return rows.filter(urn=named.urn).first() if named.urn else None
    found = rows.filter(la=named.number[:3], estab=named.number[3:]).first()
    if found is not None:
        return found
    return next((one for one in rows.exclude(predecessors=[]) if named.number in one.predecessors), None)
