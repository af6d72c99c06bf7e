"""The pool of a collection's year, for the authorities that are in it."""

from muster.portal.benchmarks.models import Pool, PoolMember
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope


def member_of(scope: Scope, collection: Collection) -> PoolMember | None:
    """The authority's word that the collection counts in the pool now: for officers."""
    rows = PoolMember.objects.filter(collection=collection, ended_at=None)
    return scope.within(rows.select_related("authority", "collection"), school=None).first()


def pool_for(scope: Scope, collection: Collection, kind: str = "") -> Pool | None:
    """The newest pool of the collection's year, of all schools or of a kind, where it counts there: for officers."""
    if member_of(scope, collection) is None:
        return None
    return Pool.objects.filter(year=collection.year, kind=kind).order_by("-number").first()
