"""Collections gone through for pupils in two places, and cases opened of them: the machine's own work."""

from collections.abc import Callable, Sequence

from django.db import transaction

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.deciding import hold_decisions
from muster.portal.duplicates.actions.opening import open_cases
from muster.portal.duplicates.elsewhere import elsewhere
from muster.portal.duplicates.finding import Found, exact
from muster.portal.duplicates.looks_due import Seen, seen_in
from muster.portal.duplicates.models import Look
from muster.portal.duplicates.near import near
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM


def look(collection: Collection) -> int:
    """Open a case for everybody whom two schools send, or whom one expects and another sends; gives how many changed.

    By UPN, former UPN, or name and date of birth. A school that comes to a case joins it; what was decided without a
    school that sends the pupil now is open again, and what else turned up since a decision is struck. Pupils who were
    found to be two children stay two. May be called at any time, by several at once.
    """
    return _look(collection, Look.Kind.EXACT, lambda: [*exact(collection), *elsewhere(collection)])


def look_at_names(collection: Collection) -> int:
    """The same for pupils born on one day whose names are nearly the same: every pupil's name is opened for it."""
    return _look(collection, Look.Kind.NEAR, lambda: near(collection))


def look_by_id(public_id: str) -> None:
    """Look at the collection with this public id: for the sweeper."""
    for row in _collections(public_id):
        look(row)


def look_at_names_by_id(public_id: str) -> None:
    """Look at the names of the collection with this public id: for the sweeper."""
    for row in _collections(public_id):
        look_at_names(row)


def _collections(public_id: str) -> list[Collection]:
    return list(Collection.objects.filter(public_id=public_id).select_related("authority"))


def _look(collection: Collection, kind: Look.Kind, find: Callable[[], Sequence[Found]]) -> int:
    seen = seen_in(collection)  # before: what changes meanwhile is looked at again
    found = find()
    with transaction.atomic():
        row = _locked(collection, kind)
        changed = open_cases(collection, found)
        hold_decisions(SYSTEM, collection)
        _note(row, seen)
    return changed


def _locked(collection: Collection, kind: Look.Kind) -> Look:
    """The collection's looks are put down one at a time, of either kind: two must not open one case each."""
    rows = [Look(authority_id=collection.authority_id, collection=collection, kind=one) for one in Look.Kind]
    Look.objects.bulk_create(rows, ignore_conflicts=True)
    locked = Look.objects.select_for_update(no_key=True).filter(collection=collection).order_by("pk")
    return next(row for row in locked if row.kind == kind)


def _note(row: Look, seen: Seen) -> None:
    Look.objects.filter(pk=row.pk).update(seen=seen, looked_at=clock.now())
