"""The rows of the table of reports as the template shows them: words and addresses only."""

from collections.abc import Iterable

import msgspec
from django.urls import reverse

from muster.portal.foundation import clock
from muster.portal.foundation.public_ids import LENGTH
from muster.portal.pages.authority.reports.words import COLOURS, STATES
from muster.portal.publishing.reads.office import ReportLine, ReportState

_SCHOOL, _REQUEST = "s" * LENGTH, "r" * LENGTH


class Row(msgspec.Struct, frozen=True):
    """A school's row: `hint` stands below its state, `by` below when its reports were fetched."""

    address: str
    name: str
    number: str
    state: str
    colour: str
    hint: str
    edition: str
    made: str
    published: str
    fetched: str
    by: str


def rows_of(lines: Iterable[ReportLine]) -> list[Row]:
    """The rows; a school's name leads to its reports."""
    address = reverse("authority-return-reports", kwargs={"school": _SCHOOL, "request_id": _REQUEST})
    return [_row(one, address) for one in lines]


def _row(line: ReportLine, address: str) -> Row:
    school, fetched = line.school, line.fetched
    return Row(
        address=address.replace(_SCHOOL, school.public_id, 1).replace(_REQUEST, line.request.public_id, 1),
        name=school.name,
        number=school.number,
        state=STATES[line.state],
        colour=COLOURS.get(line.state, ""),
        hint=_hint(line),
        edition=str(line.number or ""),
        made=clock.in_words(line.made_at) if line.made_at else "",
        published=clock.in_words(line.published_at) if line.published_at else "",
        fetched=clock.in_words(fetched.at) if fetched else "Not yet" if line.published_at else "",
        by=fetched.by if fetched else "",
    )


def _hint(line: ReportLine) -> str:
    if line.state is ReportState.SET and line.publish_at:
        return clock.in_words(line.publish_at)
    return "What was published is of something else now" if line.is_stale and line.published_at else ""
