"""The rows of a cause's page with their boxes, as the template walks through them."""

import msgspec
from django.forms import BoundField

from muster.portal.pages.returns.check.cause_page import Asked, CausePage
from muster.portal.pages.returns.check.forms import CauseForm
from muster.portal.returns.cells import LEAVE_OUT


class Tickable(msgspec.Struct, frozen=True):
    """A question or error of a row; `ticked` says that it is to be explained."""

    asked: Asked
    ticked: bool


class DrawnRow(msgspec.Struct, frozen=True):
    """A row of the table: a box a column, None where the pupil has none; `typed_by` who typed what waits there."""

    who: str
    asked: tuple[Tickable, ...]
    boxes: tuple[BoundField | None, ...]
    out: BoundField | None
    typed_by: str


def drawn(page: CausePage, form: CauseForm) -> list[DrawnRow]:
    """The rows that the page has room for."""
    columns = [field for field in page.fields if field != LEAVE_OUT]
    chosen = form["explain"].value() or ()
    return [
        DrawnRow(
            who=row.who,
            asked=tuple(Tickable(one, one.id in chosen) for one in row.asked),
            boxes=tuple(form.box(row, field) for field in columns),
            out=form.box(row, LEAVE_OUT),
            typed_by=_typed_by(page, row.listing),
        )
        for row in page.shown
    ]


def _typed_by(page: CausePage, listing: object) -> str:
    return next((typed.by_name for (own, _), typed in page.sheet.cells.items() if own == listing), "")
