"""A place in the list of cases: which states, kind and school. The address keeps it, and nothing of a pupil."""

from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster.portal.duplicates.case_view import WAITING, CaseState, CaseView
from muster.portal.duplicates.models import Case

_LONGEST = 40


class Show(StrEnum):
    """Which cases are shown: those that wait for officers, all, or those of one state."""

    WAITING = "waiting"
    ALL = "all"
    PROPOSED = CaseState.PROPOSED
    UNCLEAR = CaseState.UNCLEAR
    ANSWERED = CaseState.ANSWERED
    PROTECTED = CaseState.PROTECTED
    ASKED = CaseState.ASKED
    AGREES = CaseState.AGREES
    SETTLED = CaseState.SETTLED
    NOT_SAME = CaseState.NOT_SAME
    GONE = CaseState.GONE

    def fits(self, state: CaseState) -> bool:
        """Whether a case of this state is shown."""
        if self is Show.ALL:
            return True
        return state in WAITING if self is Show.WAITING else state.value == self.value


class InCases(msgspec.Struct, frozen=True):
    """A place in the list: `kind` None is any, `school` a public id or "" for any; `page` counts from 1."""

    show: Show = Show.WAITING
    kind: Case.Kind | None = None
    school: str = ""
    page: int = 1

    @property
    def query(self) -> str:
        """The place as it stands in an address; "" for the beginning of what waits."""
        said = {
            "show": "" if self.show is Show.WAITING else self.show,
            "kind": self.kind or "",
            "school": self.school,
            "page": "" if self.page == 1 else str(self.page),
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether cases of these states are left out."""
        return bool(self.kind or self.school)

    def with_(self, **other: object) -> "InCases":
        """The same place with something else, at its first page unless one is given."""
        return msgspec.structs.replace(self, **{"page": 1, **other})

    def narrowed(self, views: Iterable[CaseView]) -> list[CaseView]:
        """The cases of this kind and school, whatever their state."""
        return [one for one in views if self._fits(one)]

    def shown(self, views: Iterable[CaseView]) -> list[CaseView]:
        """The cases of this place, those that are told apart first in the order of their states."""
        found = [one for one in self.narrowed(views) if self.show.fits(one.state)]
        return sorted(found, key=lambda one: (_ORDER[one.state], one.case.pk))

    def _fits(self, view: CaseView) -> bool:
        of_kind = self.kind is None or view.case.kind == self.kind
        return of_kind and (not self.school or any(one.school.public_id == self.school for one in view.claims))


def place_in(given: QueryDict) -> InCases:
    """The place that an address names; what it says wrongly counts as not said."""
    show, kind, page = given.get("show", ""), given.get("kind", ""), given.get("page", "")
    return InCases(
        show=Show(show) if show in set(Show) else Show.WAITING,
        kind=Case.Kind(kind) if kind in set(Case.Kind) else None,
        school=given.get("school", "")[:_LONGEST],
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )


_FIRST = (CaseState.ANSWERED, CaseState.PROTECTED, CaseState.UNCLEAR, CaseState.PROPOSED, CaseState.ASKED)
_ORDER = {state: place for place, state in enumerate((*_FIRST, *(one for one in CaseState if one not in _FIRST)))}
"""What only a person can settle comes before what can be accepted as the rules propose."""
