"""What is seen of the audit trail, by cursor."""

from collections.abc import Collection

from django.db.models import QuerySet

from muster.portal.audit.action import INSTANCE
from muster.portal.audit.models import Event
from muster.portal.foundation.scope import Level, Scope


def events(
    scope: Scope,
    *,
    school: str = "",
    subject: str = "",
    verbs: Collection[str] = (),
    before: int | None = None,
    limit: int = 50,
) -> list[Event]:
    """The newest events that the scope reaches, the newest first: all, or one school's, one subject's, or some verbs'.

    `before` is the cursor: the number of the last event seen. A scope over everything, without an authority, reads the
    installation's own chain.
    """
    rows = within(scope).order_by("-number")
    if school:
        rows = rows.filter(school=school)
    if subject:
        rows = rows.filter(subject=subject)
    if verbs:
        rows = rows.filter(verb__in=verbs)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows[:limit])


def since(scope: Scope, after: int, limit: int = 500) -> list[Event]:
    """The events after number `after`, the oldest first: for whoever follows the trail and keeps the cursor.

    Numbers of a chain have no gaps and appear in their order, so nothing is ever skipped.
    """
    return list(within(scope).filter(number__gt=after).order_by("number")[:limit])


def within(scope: Scope) -> QuerySet[Event]:
    """Every event that the scope reaches, in no order."""
    if scope.level is Level.NOBODY:
        return Event.objects.none()
    if scope.level is Level.SYSTEM:
        return Event.objects.filter(chain=scope.authority or INSTANCE)
    own = Event.objects.filter(chain=scope.authority)
    return own if scope.level is Level.AUTHORITY else own.filter(school__in=scope.schools)
