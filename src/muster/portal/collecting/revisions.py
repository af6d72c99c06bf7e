"""Changing a row only as the person saw it; whoever comes second is told who was first."""

from typing import Any, TypeVar

from muster.portal.collecting.models import Collection, Request, Waiver
from muster.portal.organisations.meanwhile import changed_meanwhile

Row = TypeVar("Row", Collection, Request, Waiver)


def change(row: Row, seen: int, fields: dict[str, Any]) -> Row:
    """Set the fields where the row's revision is still `seen`, and give the row as it is then.

    Belongs inside an action. Raises Changed, with who changed it last and when, where the revision has gone on.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, revision=seen)  # noqa: SLF001 - Django's name
    if not rows.update(**fields, revision=seen + 1):
        raise changed_meanwhile(row.authority.public_id, row)
    row.refresh_from_db()
    return row
