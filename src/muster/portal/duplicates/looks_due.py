"""Which collections are to be gone through again: computed from the revisions of what is looked at, kept nowhere."""

from datetime import timedelta

from django.db.models import Count, QuerySet, Sum

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.models import Look
from muster.portal.foundation import clock
from muster.portal.returns.models import IdentityCorrection, Return
from muster.portal.rolls.models import SchoolRoll

Seen = dict[str, int]

REST = {Look.Kind.EXACT: timedelta(0), Look.Kind.NEAR: timedelta(minutes=10)}
"""So long a collection is left alone once it was gone through: near names take longer, and nobody waits for them."""


def due(kind: Look.Kind, limit: int) -> list[str]:
    """The public ids of so many collections in which anything has changed since the last look of this kind.

    Those alone in which a school has sent something.
    """
    begun = Return.objects.exclude(newest=None, confirmed=None).order_by().values("request__collection")
    asked = Collection.objects.filter(kind=Collection.Kind.KS1, pk__in=begun)
    now, looks = _seen_in(asked), {one.collection_id: one for one in Look.objects.filter(kind=kind)}
    waiting = [one for one in asked.order_by("?") if _is_due(looks.get(one.pk), now[one.pk])]
    return [one.public_id for one in waiting[:limit]]


def seen_in(collection: Collection) -> Seen:
    """The revisions of everything that a look at the collection goes by."""
    return _seen_in(Collection.objects.filter(pk=collection.pk))[collection.pk]


def _is_due(look: Look | None, now: Seen) -> bool:
    if look is None or look.looked_at is None:
        return True
    return look.seen != now and look.looked_at + REST[Look.Kind(look.kind)] <= clock.now()


def _seen_in(collections: QuerySet[Collection]) -> dict[int, Seen]:
    """By collection's key. Four queries, however many."""
    found: dict[int, Seen] = {
        key: {"collection": revision, "returns": 0, "corrections": 0, "rolls": 0}
        for key, revision in collections.values_list("pk", "revision")
    }
    keys = list(found)
    path = "result__version__school_return__request__collection"
    returns = Return.objects.filter(request__collection__in=keys).order_by().values("request__collection")
    corrections = IdentityCorrection.objects.filter(**{f"{path}__in": keys}).order_by().values(path)
    rolls = SchoolRoll.objects.filter(collection__in=keys).order_by().values("collection")
    for name, totals in (
        ("returns", returns.annotate(total=Sum("revision")).values_list("request__collection", "total")),
        ("corrections", corrections.annotate(total=Count("pk")).values_list(path, "total")),
        ("rolls", rolls.annotate(total=Sum("revision")).values_list("collection", "total")),
    ):
        for key, total in totals:
            found[key][name] = total
    return found
