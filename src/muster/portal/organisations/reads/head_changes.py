"""New heads who were named."""

from django.db.models import QuerySet

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import HeadChange, School


def waiting(scope: Scope) -> QuerySet[HeadChange]:
    """Those that an officer has yet to decide, the oldest first."""
    return _whole(scope).filter(state=HeadChange.State.ASKED).order_by("made_at", "pk")


def decided(scope: Scope) -> QuerySet[HeadChange]:
    """Those that were decided, the newest first."""
    return _whole(scope).exclude(state=HeadChange.State.ASKED).order_by("-decided_at", "-pk")


def waiting_at(scope: Scope, school: School) -> HeadChange | None:
    """The one that waits at a school; None where none does."""
    return waiting(scope).filter(school=school).first()


def last_at(scope: Scope, school: School) -> HeadChange | None:
    """The newest at a school, whatever its state."""
    return _whole(scope).filter(school=school).order_by("-made_at", "-pk").first()


def head_change_with(scope: Scope, public_id: str) -> HeadChange | None:
    """The one with this id, where the scope reaches it."""
    return _whole(scope).filter(public_id=public_id).first()


def _whole(scope: Scope) -> QuerySet[HeadChange]:
    return scope.within(HeadChange.objects.select_related("school__authority", "authority", "asked_by"))
