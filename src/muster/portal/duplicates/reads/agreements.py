"""An authority's sharing agreements with others, as both sides have recorded them."""

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from muster.portal.duplicates.models import Agreement
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Authority


class Neighbour(msgspec.Struct, frozen=True):
    """Another authority with which an agreement was recorded: by this one, by the other, or by both."""

    other: Authority
    ours: Agreement | None = None
    theirs: Agreement | None = None

    @property
    def holds(self) -> bool:
        """Whether both sides have recorded it."""
        return self.ours is not None and self.theirs is not None


def neighbours_of(scope: Scope) -> list[Neighbour]:
    """The other authorities with which an agreement is recorded on either side and not ended, by name; for officers."""
    ours = {row.other_id: row for row in _recorded(scope)}
    theirs = {row.authority_id: row for row in _of_us(scope)}
    others = {row.other_id: row.other for row in ours.values()} | {
        one.authority_id: one.authority for one in theirs.values()
    }
    found = [Neighbour(other, ours.get(key), theirs.get(key)) for key, other in others.items()]
    return sorted(found, key=lambda one: one.other.name)


def not_yet_ours(scope: Scope) -> list[str]:
    """The names of other authorities that have recorded an agreement which this one has not; for officers."""
    ours = Agreement.objects.filter(authority=OuterRef("other"), other=OuterRef("authority"), ended_at=None)
    rows = _of_us(scope).exclude(Exists(ours))
    return list(rows.order_by("authority__name").values_list("authority__name", flat=True))


def ended_agreements(scope: Scope) -> list[Agreement]:
    """The authority's own records of agreements that were ended, the latest first; for officers."""
    rows = Agreement.objects.exclude(ended_at=None).select_related("authority", "other", "ended_by")
    return list(scope.within(rows.order_by("-ended_at"), school=None))


def agreement_at(scope: Scope, public_id: str) -> Agreement | None:
    """The authority's own record with this public id, ended or not; for officers."""
    rows = Agreement.objects.filter(public_id=public_id).select_related("authority", "other", "ended_by")
    return scope.within(rows, school=None).first()


def _recorded(scope: Scope) -> list[Agreement]:
    rows = Agreement.objects.filter(ended_at=None).select_related("authority", "other")
    return list(scope.within(rows, school=None))


def _of_us(scope: Scope) -> QuerySet[Agreement]:
    """What other authorities have recorded of this one: told to it, since it is to record its own."""
    rows = Agreement.objects.filter(ended_at=None).select_related("authority", "other")
    return scope.within(rows, authority="other", school=None)
