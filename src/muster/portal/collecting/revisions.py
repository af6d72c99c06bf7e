"""Changing a row only as the person saw it; whoever comes second is told who was first."""

from typing import Any, TypeVar

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection, DataCare, Request, Waiver
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed

Row = TypeVar("Row", Collection, Request, Waiver)


def change(row: Row, seen: int, fields: dict[str, Any]) -> Row:
    """Set the fields where the row's revision is still `seen`, and give the row as it is then.

    Belongs inside an action. Raises Changed, with who changed it last and when, where the revision has gone on.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, revision=seen)  # noqa: SLF001 - Django's name
    if not rows.update(**fields, revision=seen + 1):
        raise changed_by_another(row)
    row.refresh_from_db()
    return row


def changed_by_another(row: Collection | Request | DataCare | Waiver) -> Changed:
    """That somebody was first: who changed the row last and when, as the trail has it."""
    events = Event.objects.filter(chain=row.authority.public_id, subject=row.public_id)
    last = events.order_by("-number").first()
    who, when = (last.actor_name, last.at) if last else ("Somebody", row.made_at)
    return Changed("changed", who=who, when=clock.in_words(when))
