"""What was asked after schools had confirmed, and what they answered."""

from collections.abc import Iterator

from muster.formats.export import Cell
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.names import names_of
from muster.portal.returns.reads.questions import Asked, questions_of
from muster.portal.returns.reads.standing import Standing

NAME = "Questions"
COLUMNS = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number."),
    Column("School", "The school’s name."),
    Column("Asked", "When you asked, in London’s time."),
    Column("Asked by", "Who asked."),
    Column("Question", "What was asked."),
    Column("Pupil", "The pupil whom it is about; empty for the return as a whole."),
    Column("Subject", "The subject, where it is about one."),
    Column("Check", "The check whose explanation it asks about."),
    Column("Due", "The day by which the school was to answer."),
    Column("Answer", "What the school said."),
    Column("Answered", "When it answered, in London’s time."),
    Column("Answered by", "Who answered."),
    Column("Settled", "When you took the answer, or no longer asked, in London’s time."),
    Column("Settled by", "Who did."),
)


def questions_table(scope: Scope, standing: list[Standing]) -> Table:
    """Every question to these schools with its answer."""
    return Table(NAME, COLUMNS, [row for one in standing for row in _rows(scope, one)])


def _rows(scope: Scope, standing: Standing) -> Iterator[list[Cell]]:
    school_return, school = standing.school_return, standing.request.school
    asked = questions_of(scope, school_return) if school_return else []
    if school_return is None or not asked:
        return
    names = names_of(scope, school_return, {one.about for one in asked if one.about})
    for one in reversed(asked):
        yield [school.number, school.urn, school.name, *_cells(one, names)]


def _cells(one: Asked, names: dict[str, str]) -> list[Cell]:
    moments = (one.asked_at, one.answered_at, one.settled_at)
    asked, answered, settled = (f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}" if at else "" for at in moments)
    return [
        asked, one.asked_by, one.text, names.get(one.about, ""), one.subject, one.rule, one.due_on, one.answer,
        answered, one.answered_by, settled, one.settled_by,
    ]  # fmt: skip
