"""The table of schools as a file to take away."""

from collections.abc import Sequence

from muster.formats.export import Cell, csv_text
from muster.portal.foundation.clock import LONDON
from muster.portal.returns.reads.progress import SchoolProgress

HEADER = (
    "URN",
    "DfE number",
    "School",
    "Trust",
    "State",
    "Pupils expected",
    "Pupils sent",
    "To put right",
    "To explain",
    "Questions to answer",
    "Last activity",
    "By",
)


def csv_of(lines: Sequence[SchoolProgress], authority: str) -> bytes:
    """One row a school, as UTF-8 with a mark that office programs know; times are London's."""
    return csv_text(HEADER, [_row(one, authority) for one in lines]).encode("utf-8-sig")


def _row(line: SchoolProgress, authority: str) -> list[Cell]:
    school = line.request.school
    changed = f"{line.changed_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if line.changed_at else ""
    return [
        school.urn,
        school.number,
        school.name,
        school.trust.name if school.trust else "",
        line.state.words(authority),
        line.expected,
        line.sent,
        line.errors,
        line.to_explain,
        line.unanswered,
        changed,
        line.changed_by,
    ]
