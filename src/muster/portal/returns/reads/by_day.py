"""How a collection's returns came in, day by day, told from its deadline."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from django.db.models import Min

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Holds, practice_of
from muster.portal.collecting.reads import collections, requests_of
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Confirmation, HandedIn


class ByDay(msgspec.Struct, frozen=True):
    """How many schools a collection asked, and how many returns came on each day.

    Days are counted from the deadline's own, 0: -3 is three days before it, 2 two days late. A return counts from its
    first confirmation that was not withdrawn; where a file alone is asked for, from the first file.
    """

    collection: Collection
    asked: int
    days: dict[int, int]

    @property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """Each day on which returns came, with how many there are by then."""
        so_far, steps = 0, []
        for day in sorted(self.days):
            so_far += self.days[day]
            steps.append((day, so_far))
        return tuple(steps)

    def until(self, day: int) -> int:
        """How many returns there are by the end of a day."""
        return sum(number for when, number in self.days.items() if when <= day)

    def number_of(self, moment: datetime) -> int:
        """A moment's day, told from the deadline's."""
        return (_day(moment) - _day(self.collection.deadline)).days


def by_day(scope: Scope, collection: Collection) -> ByDay:
    """How the collection's returns came in. Two queries."""
    firsts = _files(scope, collection) if collection.kind == Collection.Kind.FILE_ONLY else _signed(scope, collection)
    asked = requests_of(scope).filter(collection=collection).count()
    empty = ByDay(collection, asked, {})
    return ByDay(collection, asked, dict(Counter(empty.number_of(first) for first in firsts)))


def _signed(scope: Scope, collection: Collection) -> Iterable[datetime]:
    rows = Confirmation.objects.filter(school_return__request__collection=collection, withdrawn_at=None)
    within = scope.within(rows, school="school_return__school").order_by()
    return within.values("school_return").annotate(first=Min("at")).values_list("first", flat=True)


def _files(scope: Scope, collection: Collection) -> Iterable[datetime]:
    within = scope.within(HandedIn.objects.filter(request__collection=collection), school="request__school").order_by()
    return within.values("request").annotate(first=Min("made_at")).values_list("first", flat=True)


def former_collection(scope: Scope, collection: Collection) -> Collection | None:
    """The last collection of an earlier year that asked for the same and was opened; None where there was none here.

    For a file alone it is the one that asked for files of the same assessment: none where any file would do.
    """
    rows = collections(scope).filter(kind=collection.kind, year__lt=collection.year, opened_at__isnull=False)
    if collection.kind == Collection.Kind.KS1:
        return rows.first()
    holds = practice_of(collection).holds
    return rows.filter(practice__holds=str(holds)).first() if holds is not Holds.ANY else None


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
