"""Confirmations, withdrawn ones too, with all that is needed to verify them without Muster."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from muster.formats.export import Cell
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Confirmation
from muster.portal.returns.reads.standing import Standing
from muster.portal.returns.signatures import signed_pupils

NAME = "Confirmations"
COLUMNS = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number, and the folder of its confirmations."),
    Column("School", "The school’s name."),
    Column("Receipt", "The receipt number, and the name of its two files."),
    Column("SHA-256", "Of the bytes that were signed; the log has the same, at the event return.confirmed."),
    Column("Version", "The number of the version that was confirmed."),
    Column("Confirmed", "In London’s time."),
    Column("By", "Who confirmed."),
    Column("Role", "As what."),
    Column("For", "The head who had agreed, where somebody else confirmed."),
    Column("Pupils", "How many."),
    Column("Questions open", "How many findings were not explained."),
    Column("Late", "Whether it came after the deadline."),
    Column("Accepted", "When you accepted it, in London’s time."),
    Column("Accepted by", "Who accepted it."),
    Column("Withdrawn", "When it was withdrawn, in London’s time."),
    Column("Withdrawn by", "Who withdrew it."),
    Column("Because", "Why it was withdrawn."),
)


def confirmations_table(scope: Scope, collection: Collection) -> Table:
    """Every confirmation of the collection."""
    rows = _rows(scope, collection).order_by("school_return__school__urn", "at", "pk").defer("signed")
    return Table(NAME, COLUMNS, [_line(row) for row in rows])


def confirmations_of_school(scope: Scope, standing: Standing) -> Iterator[tuple[str, bytes]]:
    """For each of the school's confirmations the bytes that were signed, and what each of their leaves is made of."""
    rows = _rows(scope, standing.request.collection).filter(school_return__request=standing.request)
    for row in rows.order_by("at", "pk"):
        yield f"{row.receipt}.signed", bytes(row.signed)
        yield f"{row.receipt}.leaves.jsonl", _leaves(scope, row)


def _leaves(scope: Scope, confirmation: Confirmation) -> bytes:
    """A line a pupil: the JSON of its leaf, exactly as it is hashed after the line that names its purpose."""
    lines = []
    for one in signed_pupils(scope, confirmation.version):
        said = {
            "child": one.child,
            "dates": {name: day.isoformat() for name, day in one.dates.items()},
            "outcomes": one.outcomes,
            "salt": one.salt.hex(),
        }
        lines.append(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode()


def _rows(scope: Scope, collection: Collection) -> QuerySet[Confirmation]:
    rows = Confirmation.objects.filter(school_return__request__collection=collection)
    joined = rows.select_related("version", "school_return__school").defer("version__sealed")
    return scope.within(joined, school="school_return__school")


def _line(row: Confirmation) -> list[Cell]:
    school = row.school_return.school
    return [
        school.number, school.urn, school.name, row.receipt, row.digest, row.version.number, _when(row, "at"),
        row.by_name, row.by_role, row.for_head, row.pupils, row.open_questions, "Yes" if row.late else "No",
        _when(row, "accepted_at"), row.accepted_by_name, _when(row, "withdrawn_at"), row.withdrawn_by_name,
        row.withdrawn_because,
    ]  # fmt: skip


def _when(row: Confirmation, field: str) -> str:
    moment = getattr(row, field)
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}" if moment else ""
