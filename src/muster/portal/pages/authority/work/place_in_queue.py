"""A place in the queue: whose cases, of which kind, and which of them. The address keeps it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict
from django.urls import reverse

from muster.portal.casework.cases import Case, Kind
from muster.portal.organisations.models import Person
from muster.portal.pages.authority.progress.place_in_list import NONE

ALL = "all"
_MINE = "mine"
_LONGEST = 100


class InQueue(msgspec.Struct, frozen=True):
    """Whose: "" for what waits for whoever looks, `NONE` for nobody's, `ALL`, or a colleague's public id.

    `since` says which case was opened from here: since when it waited. None where none was.
    """

    whose: str = ""
    kind: Kind | None = None
    since: datetime | None = None

    @property
    def address(self) -> str:
        """The address of the queue at this place."""
        return f"{reverse('authority-work')}?{_said(whose=self.whose, kind=self.kind or '')}".removesuffix("?")

    @property
    def query(self) -> str:
        """The place as it stands in the address of a return that was opened from it."""
        since = self.since.isoformat() if self.since else ""
        return _said(queue=self.whose or _MINE, kind=self.kind or "", since=since)

    def at(self, case: Case) -> "InQueue":
        """The same place with the case opened."""
        return msgspec.structs.replace(self, since=case.since)

    def of(self, cases: Sequence[Case], person: Person | None) -> list[Case]:
        """The cases of this place, whatever their kind."""
        return [one for one in cases if self._is_theirs(one, person)]

    def shown(self, cases: Sequence[Case], person: Person | None) -> list[Case]:
        """The cases of this place and kind."""
        return [one for one in self.of(cases, person) if self.kind in (None, one.kind)]

    def _is_theirs(self, case: Case, person: Person | None) -> bool:
        if self.whose == ALL:
            return True
        if case.officer is None:
            return self.whose in ("", NONE)
        return case.officer.public_id == (self.whose or (person.public_id if person else ""))


def place_in(given: QueryDict, people: Sequence[Person]) -> InQueue:
    """The place that an address of the queue names; what it says wrongly counts as not said."""
    whose = given.get("whose", "")
    known = {NONE, ALL, *(one.public_id for one in people)}
    return InQueue(whose if whose in known else "", _kind(given))


def kept_in(given: QueryDict) -> InQueue | None:
    """The place that the address of a return keeps; None where the return was not opened from the queue."""
    whose = given.get("queue", "")[:_LONGEST]
    return InQueue("" if whose == _MINE else whose, _kind(given), _moment(given.get("since", ""))) if whose else None


def _kind(given: QueryDict) -> Kind | None:
    kind = given.get("kind", "")
    return Kind(kind) if kind in set(Kind) else None


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _said(**parts: str) -> str:
    return urlencode({name: value for name, value in parts.items() if value})
