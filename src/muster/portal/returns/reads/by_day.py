"""How a collection's returns came in, day by day, told from its deadline."""

from collections import Counter
from datetime import date, datetime

import msgspec
from django.db.models import Min

from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import collections, requests_of
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Confirmation


class ByDay(msgspec.Struct, frozen=True):
    """How many schools a collection asked, and how many were first confirmed on each day.

    Days are counted from the deadline's own, 0: -3 is three days before it, 2 two days late. A return counts from its
    first confirmation that was not withdrawn.
    """

    collection: Collection
    asked: int
    days: dict[int, int]

    @property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """Each day on which something was confirmed, with how many returns are by then."""
        so_far, steps = 0, []
        for day in sorted(self.days):
            so_far += self.days[day]
            steps.append((day, so_far))
        return tuple(steps)

    def until(self, day: int) -> int:
        """How many returns were confirmed by the end of a day."""
        return sum(number for when, number in self.days.items() if when <= day)

    def number_of(self, moment: datetime) -> int:
        """A moment's day, told from the deadline's."""
        return (_day(moment) - _day(self.collection.deadline)).days


def by_day(scope: Scope, collection: Collection) -> ByDay:
    """How the collection's returns came in. Two queries."""
    rows = Confirmation.objects.filter(school_return__request__collection=collection, withdrawn_at=None)
    firsts = (
        scope.within(rows, school="school_return__school")
        .order_by()
        .values("school_return")
        .annotate(first=Min("at"))
        .values_list("first", flat=True)
    )
    asked = requests_of(scope).filter(collection=collection).count()
    empty = ByDay(collection, asked, {})
    return ByDay(collection, asked, dict(Counter(empty.number_of(first) for first in firsts)))


def former_collection(scope: Scope, collection: Collection) -> Collection | None:
    """The last collection of results before this one that was opened; None where the authority had none here."""
    rows = collections(scope).filter(kind=Collection.Kind.KS1, year__lt=collection.year, opened_at__isnull=False)
    return rows.first() if collection.kind == Collection.Kind.KS1 else None


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
