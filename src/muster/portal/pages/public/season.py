"""The collection that the open pages speak of: its dates, its codes. Nothing here is any school's."""

from datetime import datetime

import msgspec

from muster.framework import Framework, available_years, load_framework
from muster.portal.collecting.models import Collection, DataCare
from muster.portal.collecting.reads import collections, data_care_of
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.times import said
from muster.portal.foundation.clock import today
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Authority


class Season(msgspec.Struct, frozen=True, kw_only=True):
    """What is collected this summer, and how far that is; both None where nothing has been announced.

    `framework` is the collection's, else that of the school year.
    """

    framework: Framework
    collection: Collection | None = None
    state: State | None = None

    @property
    def science(self) -> bool:
        """Whether science is asked for."""
        return self.collection.science if self.collection else True

    @property
    def opens(self) -> str:
        """When sending begins, in words; "" where nothing was announced."""
        return self._when("opens_at")

    @property
    def deadline(self) -> str:
        """By when file and confirmation are due, in words; "" where nothing was announced."""
        return self._when("deadline")

    @property
    def closes(self) -> str:
        """Until when late files are taken, in words; "" where nothing was announced."""
        return self._when("closes_at")

    def _when(self, field: str) -> str:
        found: datetime | None = getattr(self.collection, field, None)
        return said(found) if found else ""


def care_of(authority: Authority | None) -> DataCare | None:
    """What was settled about the data of the collection to speak of; None where nothing has been announced."""
    collection = season_of(authority).collection
    return data_care_of(_whole(collection.authority), collection) if collection else None


_FIRST = {State.OPEN: 0, State.COMING: 1, State.CLOSED: 2}


def season_of(authority: Authority | None) -> Season:
    """The authority's collection to speak of: an open one, else one to come, else the latest that closed."""
    announced = _announced(authority) if authority else []
    if not announced:
        return Season(framework=load_framework(_year()))
    # Among equals it is the first of the read: the latest.
    state, collection = min(announced, key=lambda one: _FIRST[one[0]])
    return Season(framework=load_framework(collection.year), collection=collection, state=state)


def _announced(authority: Authority) -> list[tuple[State, Collection]]:
    rows = collections(_whole(authority)).filter(kind=Collection.Kind.KS1)
    states = [(state_of(row), row) for row in rows if row.year in available_years()]
    return [(state, row) for state, row in states if state is not State.DRAFT]


def _whole(authority: Authority) -> Scope:
    return Scope(Level.AUTHORITY, authority.public_id)


def _year() -> int:
    """The year whose school year this is, else the latest that is known."""
    years = [year for year in available_years() if today() <= load_framework(year).dates.year_ends]
    return min(years, default=max(available_years()))
