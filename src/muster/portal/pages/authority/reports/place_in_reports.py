"""A place in the table of reports: what is looked for, which are shown. The address keeps it."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster.formats.names import fold
from muster.portal.publishing.reads.office import ReportLine, ReportState

_LONGEST, _FIGURES = 100, 6


class InReports(msgspec.Struct, frozen=True):
    """A place in the table: `show` None shows schools of every state, `page` counts from 1."""

    search: str = ""
    show: ReportState | None = None
    page: int = 1

    @property
    def query(self) -> str:
        """The place as it stands in an address; "" for the beginning of the whole table."""
        said = {"q": self.search, "show": self.show or "", "page": "" if self.page == 1 else str(self.page)}
        return urlencode({name: value for name, value in said.items() if value})

    def with_(self, **other: object) -> "InReports":
        """The same place with something else; it begins at the first page again unless one is given."""
        return msgspec.structs.replace(self, **{"page": 1, **other})

    def found(self, lines: Sequence[ReportLine]) -> list[ReportLine]:
        """The lines that fit the words looked for, whatever their state."""
        words = [fold(word) for word in self.search.split()]
        return [one for one in lines if all(word in _said(one) for word in words)]

    def shown(self, lines: Sequence[ReportLine]) -> list[ReportLine]:
        """Of these lines those that are shown."""
        return [one for one in lines if self.show in (None, one.state)]


def place_in(given: QueryDict) -> InReports:
    """The place that an address names; what it says wrongly counts as not said."""
    show, page = given.get("show", ""), given.get("page", "")
    return InReports(
        search=" ".join(given.get("q", "").split())[:_LONGEST],
        show=ReportState(show) if show in set(ReportState) else None,
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < _FIGURES else 1,
    )


def _said(line: ReportLine) -> str:
    school = line.school
    return fold(" ".join((school.name, school.number, school.urn, school.trust.name if school.trust else "")))
