"""The table's headings, rows and pages as the template shows them: words and addresses only."""

from collections.abc import Iterable, Mapping

import msgspec
from django.core.paginator import Page
from django.urls import reverse

from muster.portal.collecting.models import Collection
from muster.portal.foundation.public_ids import LENGTH
from muster.portal.pages.authority.collections.place import Place
from muster.portal.pages.authority.progress.lines import Line
from muster.portal.pages.authority.progress.place_in_list import InList, Order
from muster.portal.pages.authority.progress.watching import time_of
from muster.portal.returns.states import State

A_PAGE = 50
_SCHOOL, _REQUEST = "s" * LENGTH, "r" * LENGTH

_HEADINGS = (
    (Order.NAME, "School", False),
    (Order.STATE, "State", False),
    (Order.SENT, "Pupils sent", True),
    (Order.ERRORS, "To put right", True),
    (Order.TO_EXPLAIN, "To explain", True),
    (Order.QUESTIONS, "Open questions", True),
    (Order.TO_READ, "To read", True),
    (Order.CHANGED, "Last activity", False),
    (Order.OFFICER, "Officer", False),
    (Order.SYSTEM, "System", False),
)
_DOWNWARD = frozenset({Order.SENT, Order.ERRORS, Order.TO_EXPLAIN, Order.QUESTIONS, Order.TO_READ, Order.CHANGED})


class Heading(msgspec.Struct, frozen=True):
    """A column's heading: pressed, it sorts by the column, or the other way round. `sorts` is as aria-sort has it."""

    words: str
    query: str
    sorts: str
    numeric: bool


class Row(msgspec.Struct, frozen=True):
    """A school's row: `hint` stands below its name."""

    address: str
    name: str
    hint: str
    state: str
    is_clear: bool
    sent: str
    expected: str
    errors: str
    to_explain: str
    unanswered: str
    to_read: str
    when: str
    by: str
    officer: str
    system: str


class Pages(msgspec.Struct, frozen=True):
    """The pages of the table: which is shown, of how many, and the queries that lead to the others and to all rows."""

    number: int
    count: int
    first: int
    last: int
    earlier: str
    later: str
    whole: str
    parts: str


def headings(where: InList, *, of_results: bool) -> list[Heading]:
    """The headings at this place; where a file alone is asked for there is nothing to count."""
    return [_heading(where, *one) for one in _HEADINGS if of_results or not one[2]]


def rows_of(lines: Iterable[Line], place: Place, where: InList, *, sees_pupils: bool) -> list[Row]:
    """The rows; a school's name leads to its return, as far as whoever looks sees it."""
    authority, address = place.collection.authority.name, _address(where, sees_pupils=sees_pupils)
    words = {state: state.words(authority) for state in State}
    return [_row(one, address, words) for one in lines]


def _row(line: Line, address: str, words: Mapping[State, str]) -> Row:
    progress, school = line.progress, line.school
    return Row(
        address=address.replace(_SCHOOL, school.public_id, 1).replace(_REQUEST, progress.request.public_id, 1),
        name=school.name,
        hint=", ".join(one for one in (school.number, line.trust, *school.areas) if one),
        state=words[progress.state],
        is_clear=progress.is_clear and progress.request.collection.kind == Collection.Kind.KS1,
        sent=str(progress.sent),
        expected="no roll" if progress.expected is None else f"of {progress.expected}",
        errors=str(progress.errors),
        to_explain=str(progress.to_explain),
        unanswered=str(progress.unanswered),
        to_read=str(progress.to_read),
        when=time_of(progress.changed_at) if progress.changed_at else "",
        by=progress.changed_by,
        officer=line.officer.name if line.officer else "",
        system=school.mis,
    )


def pages_of(page: Page[Line], where: InList) -> Pages:
    """The pages, with the way to all rows at once and back."""
    count = page.paginator.num_pages
    return Pages(
        number=page.number,
        count=count,
        first=page.start_index(),
        last=page.end_index(),
        earlier=_at(where, page.number - 1) if page.has_previous() else "",
        later=_at(where, page.number + 1) if page.has_next() else "",
        whole=where.with_(whole=True).query if count > 1 else "",
        parts=_query(where.with_(whole=False)) if where.whole and page.paginator.count > A_PAGE else "",
    )


def _at(where: InList, page: int) -> str:
    return _query(where.with_(page=page))


def _query(where: InList) -> str:
    """A query that says a place even where it is the beginning: nothing at all would lead to the last one."""
    return where.query or "show=all"


def _heading(where: InList, order: Order, words: str, numeric: bool) -> Heading:
    is_by = where.order is order
    turned = where.with_(order=order, back=not where.back if is_by else False)
    upward = (order in _DOWNWARD) is where.back
    sorts = ("ascending" if upward else "descending") if is_by else ""
    return Heading(words, _query(turned), sorts, numeric)


def _address(where: InList, *, sees_pupils: bool) -> str:
    """The address of a return with places for the ids: worked out once for hundreds of rows."""
    parts = {"school": _SCHOOL, "request_id": _REQUEST}
    if not sees_pupils:
        return reverse("return", kwargs=parts)
    return reverse("authority-return", kwargs=parts, query={"list": where.query} if where.query else None)
