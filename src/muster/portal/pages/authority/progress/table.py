"""The table of schools as a file to take away."""

from collections.abc import Sequence

from muster.formats.export import Cell, Sheet, csv_text, xlsx_bytes
from muster.portal.foundation.clock import LONDON
from muster.portal.pages.authority.progress.lines import Line

HEADER = (
    "URN",
    "DfE number",
    "School",
    "Trust",
    "Areas",
    "System",
    "Officer",
    "State",
    "Pupils expected",
    "Pupils sent",
    "To put right",
    "To explain",
    "Questions to answer",
    "Explanations and answers to read",
    "Last activity",
    "By",
)


def csv_of(lines: Sequence[Line], authority: str) -> bytes:
    """One row a school, as UTF-8 with a mark that office programs know; times are London's."""
    return csv_text(HEADER, [_row(one, authority) for one in lines]).encode("utf-8-sig")


def xlsx_of(lines: Sequence[Line], authority: str) -> bytes:
    """The same as a workbook of one sheet."""
    return xlsx_bytes([Sheet("Schools", HEADER, [_row(one, authority) for one in lines])])


def _row(line: Line, authority: str) -> list[Cell]:
    school, progress = line.school, line.progress
    changed = f"{progress.changed_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if progress.changed_at else ""
    return [
        school.urn,
        school.number,
        school.name,
        line.trust,
        "; ".join(school.areas),
        school.mis,
        line.officer.name if line.officer else "",
        progress.state.words(authority),
        progress.expected,
        progress.sent,
        progress.errors,
        progress.to_explain,
        progress.unanswered,
        progress.to_read,
        changed,
        progress.changed_by,
    ]
