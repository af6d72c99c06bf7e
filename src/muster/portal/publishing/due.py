"""Which returns have no report of what is in force now: worked out from what a report is made of, kept nowhere."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar

import msgspec
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.publishing.models import Edition
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, Return, StruckClaim
from muster.portal.returns.staleness import with_revisions

PORTION = 500
"""So many returns are looked at in one sweep, beside those without a report."""

_Row = TypeVar("_Row", Result, StruckClaim)
_MADE_OF = (
    *("confirmed__public_id", "request__collection__science", "request__collection__test_period_from"),
    *("has_roll", "has_history", "has_school", "has_identities", "struck", "last_struck", "erased"),
)
_ROW = ("pk", "public_id", "authority_id", "built")
_BUILD = ("wanted", "finished_at", "stopped_at", "not_before", "lease_until")


class Taken(msgspec.Struct, frozen=True):
    """How far the making of a return's reports is, as its row has it; all None where there is no row yet."""

    wanted: str | None
    finished_at: datetime | None
    stopped_at: datetime | None
    not_before: datetime | None
    lease_until: datetime | None

    def has_failed(self, made_of: str) -> bool:
        """Whether it was tried as often as it may be for this, and stopped."""
        return self.stopped_at is not None and self.wanted == made_of

    def is_free(self, made_of: str) -> bool:
        """Whether it may be taken up now for this: in nobody's hands, and not to be tried later or never."""
        now = clock.now()
        if self.lease_until is not None and self.lease_until > now:
            return False
        if self.wanted != made_of or self.finished_at is not None:
            return True
        return self.stopped_at is None and self.not_before is not None and self.not_before <= now


class Due(msgspec.Struct, frozen=True):
    """A return in force: what reports would be made of now, and what its newest were made of ("" where there are none).

    Both are digests; the numbers of a roll, of a history and of corrections go up with each change.
    """

    key: int
    public_id: str
    authority: int
    made_of: str
    built_from: str
    taken: Taken

    @property
    def is_due(self) -> bool:
        """Whether there is something to make."""
        return self.made_of != self.built_from

    @property
    def has_failed(self) -> bool:
        """Whether it could not be made, and is not tried again by itself."""
        return self.is_due and self.taken.has_failed(self.made_of)


def in_force() -> QuerySet[Return]:
    """The returns of which there are reports: whose results are confirmed, and not withdrawn."""
    rows = Return.objects.exclude(in_force=InForce.NONE).exclude(confirmed=None)
    return rows.filter(request__collection__kind=Collection.Kind.KS1)


def due(limit: int) -> list[str]:
    """The public ids of so many returns whose reports are to be made, and may be taken up now.

    Looked at are those that have no report of the version in force, and a portion of the rest: the next one each time,
    so that all have had their turn after some times, however many they are.
    """
    rows = chain(_of(_without_report()), _of(_portions.next_of(in_force())))
    found = (one.public_id for one in rows if one.is_due and one.taken.is_free(one.made_of))
    return list(islice(dict.fromkeys(found), limit))


def _without_report() -> QuerySet[Return]:
    """So many as are in a portion of the returns in force without a report of the version that is."""
    made = Edition.objects.filter(school_return=OuterRef("pk"), version=OuterRef("confirmed"), provisional=True)
    return _as_keys(in_force().filter(~Exists(made)).order_by("pk")[:PORTION])


class _Portions:
    """Which returns are looked at next; remembered by this process alone, for whoever begins anew misses none."""

    def __init__(self) -> None:
        self._last = 0

    def next_of(self, rows: QuerySet[Return]) -> QuerySet[Return]:
        """The next portion by key, the first again after the last."""
        keys = list(rows.filter(pk__gt=self._last).order_by("pk").values_list("pk", flat=True)[:PORTION])
        self._last = keys[-1] if len(keys) == PORTION else 0
        return Return.objects.filter(pk__in=keys)


_portions = _Portions()


def _as_keys(rows: QuerySet[Return]) -> QuerySet[Return]:
    """The same rows by their keys, so that what is asked of each is asked of these alone."""
    return Return.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))


def due_of(rows: QuerySet[Return]) -> Due | None:
    """The one return among these rows as it is now; None where it is not in force."""
    return next(_of(rows & in_force()), None)


def made_of(rows: QuerySet[Return]) -> dict[int, str]:
    """By the key of each of these returns that is in force, the digest of what reports would be made of now."""
    return {one.key: one.made_of for one in _of(rows & in_force())}


def _of(rows: QuerySet[Return]) -> Iterator[Due]:
    newest = Edition.objects.filter(school_return=OuterRef("pk"), kind=Edition.Kind.SUMMARY, provisional=True)
    newest = newest.order_by("-number")
    known = _with_pupils(with_revisions(rows))
    known = known.annotate(built=Coalesce(Subquery(newest.values("built_from")[:1]), Value("")))
    taken = (f"build__{name}" for name in _BUILD)
    for row in known.values_list(*_ROW, *taken, *_MADE_OF):
        own, of_build, made_of = row[: len(_ROW)], row[len(_ROW) : -len(_MADE_OF)], row[-len(_MADE_OF) :]
        key, public_id, authority, built = own
        yield Due(key, public_id, authority, _digest(made_of), built, Taken(*of_build))


def _with_pupils(rows: QuerySet[Return]) -> QuerySet[Return]:
    """With how many of its pupils are counted elsewhere and which came last to be, and how many were erased."""
    struck = StruckClaim.objects.filter(school_return=OuterRef("pk"), lifted_at=None, child__protected=False)
    erased = Result.objects.filter(version=OuterRef("confirmed"), identity__erased_at__isnull=False)
    return rows.annotate(
        struck=_one(struck, "school_return", Count("pk")),
        last_struck=_one(struck, "school_return", Max("pk")),
        erased=_one(erased, "version", Count("pk")),
    )


def _one(rows: QuerySet[_Row], by: str, number: Count | Max) -> Coalesce:
    """The number over these rows; 0 where there is none."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=number).values("n")), 0, output_field=IntegerField())


def _digest(made_of: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(made_of, default=str).encode()).hexdigest()
