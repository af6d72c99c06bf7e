"""What a pressed button does: write what was typed, explain, check and keep; all of it or nothing, and once."""

import msgspec

from muster.portal.foundation.once import digest_of, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.returns.check.forms import EXPLAIN, LATER, CauseForm
from muster.portal.pages.returns.place import Place
from muster.portal.returns.actions.correcting import CellWish, check_and_keep, write_cells
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.reads.worksheets import Sheet

KEPT = "Your changes were checked and kept."
WAITING = "What you typed is kept, and not checked yet: it is no part of your results until you check and keep it."
TAKEN_BACK = "What was typed is taken back. Your results are as they were."


class Steps(msgspec.Struct, frozen=True):
    """What is asked for: cells to write, questions to explain, and whether to check and keep."""

    revision: int
    worksheet: int
    cells: list[CellWish] = []
    questions: list[str] = []
    reason: str = ""
    text: str = ""
    keeps: bool = False


def steps_of(form: CauseForm) -> Steps:
    """What a sent form asks for. Ticks and a reason count whichever button was pressed, as whatever was typed does."""
    said = form.cleaned_data
    explains = said["do"] == EXPLAIN or bool(form.ticked and said["reason"])
    return Steps(
        revision=said["revision"],
        worksheet=said["worksheet"],
        cells=form.wishes,
        questions=form.ticked if explains else [],
        reason=said["reason"] if explains else "",
        text=said["text"] if explains else "",
        keeps=said["do"] not in (EXPLAIN, LATER),
    )


def do(place: Place, key: str, steps: Steps, *, explains: bool) -> None:
    """Take the steps in one transaction; the same key again does nothing more.

    Raises Changed or Refusal as the actions do; then nothing is done.
    """
    digest = digest_of(place.request.public_id, msgspec.json.encode(steps))
    once(key, place.visit.actor, digest, lambda: _take(place, steps, explains=explains))


def take_back(place: Place, key: str, worksheet: int, sheet: Sheet) -> None:
    """Take back everything that was typed."""
    cells = [CellWish(*listing, field, None) for listing, field in sheet.cells]
    do(place, key, Steps(revision=place.school_return.revision, worksheet=worksheet, cells=cells), explains=False)


def _take(place: Place, steps: Steps, *, explains: bool) -> None:
    actor, request, revision = place.visit.actor, place.request, steps.revision
    if not (steps.cells or explains or steps.keeps):
        raise Refusal("nothing_typed")
    if steps.cells:
        write_cells(actor, request, steps.worksheet, steps.cells)
    if explains:
        explain(actor, request, revision, steps.questions, steps.reason, steps.text)
        revision += 1
    if steps.keeps:
        check_and_keep(actor, request, revision)
