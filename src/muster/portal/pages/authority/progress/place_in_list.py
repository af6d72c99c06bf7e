"""A place in the table of schools: what is looked for, which are shown, in which order. The address keeps it."""

from enum import StrEnum
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster.portal.returns.states import State

NONE = "none"
"""Stands for schools that nobody looks after, or that have no trust, system or area."""


class Show(StrEnum):
    """Which schools are shown."""

    ALL = "all"
    NOTHING_SENT = "nothing_sent"
    ERRORS = "errors"
    NOT_CONFIRMED = "not_confirmed"
    SENT = "sent"
    CLEAR = "clear"
    QUESTIONS = "questions"
    ACCEPTED = "accepted"
    REPORTS_READY = "reports_ready"
    DECLINED = "declined"

    def words(self, authority: str) -> str:
        """What this authority's officers choose: a state is called as it is in the table."""
        return _WORDS[self] if self in _WORDS else OF_STATE[self].words(authority)


class Order(StrEnum):
    """By what they are sorted."""

    NAME = "name"
    STATE = "state"
    SENT = "sent"
    ERRORS = "errors"
    TO_EXPLAIN = "to_explain"
    QUESTIONS = "questions"
    TO_READ = "to_read"
    CHANGED = "changed"
    OFFICER = "officer"
    SYSTEM = "system"


_WORDS = {
    Show.ALL: "All schools",
    Show.CLEAR: "Confirmed and clear",
}
OF_STATE = {
    Show.NOTHING_SENT: State.NOT_STARTED,
    Show.ERRORS: State.PUT_RIGHT,
    Show.NOT_CONFIRMED: State.NOT_SENT,
    Show.SENT: State.SENT,
    Show.QUESTIONS: State.QUESTIONS,
    Show.ACCEPTED: State.ACCEPTED,
    Show.REPORTS_READY: State.REPORTS_READY,
    Show.DECLINED: State.DECLINED,
}
"""Which shows the schools of which state: as many as the numbers by state count."""


class InList(msgspec.Struct, frozen=True):
    """A place in the table. `officer` and `trust` are public ids; `back` turns the order round.

    `whole` shows every row that fits, `page` counts from 1 where it does not.
    """

    search: str = ""
    show: Show = Show.ALL
    officer: str = ""
    trust: str = ""
    system: str = ""
    area: str = ""
    order: Order = Order.NAME
    back: bool = False
    page: int = 1
    whole: bool = False

    @property
    def query(self) -> str:
        """The place as it stands in an address; "" for the beginning of the whole table by name."""
        said = {
            "q": self.search,
            "show": "" if self.show is Show.ALL else self.show,
            "officer": self.officer,
            "trust": self.trust,
            "system": self.system,
            "area": self.area,
            "order": "" if self.order is Order.NAME else self.order,
            "way": "back" if self.back else "",
            "rows": "all" if self.whole else "",
            "page": "" if self.page == 1 or self.whole else str(self.page),
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether schools may be missing, because something is looked for."""
        return bool(self.search or self.officer or self.trust or self.system or self.area or self.show is not Show.ALL)

    def with_(self, **other: object) -> "InList":
        """The same place with something else; it begins at the first page again unless one is given."""
        return msgspec.structs.replace(self, **{"page": 1, **other})


def place_in(given: QueryDict) -> InList:
    """The place that an address names; what it says wrongly counts as not said."""
    show, order, page = given.get("show", ""), given.get("order", ""), given.get("page", "")
    return InList(
        search=_plain(given, "q"),
        show=Show(show) if show in set(Show) else Show.ALL,
        officer=_plain(given, "officer"),
        trust=_plain(given, "trust"),
        system=_plain(given, "system"),
        area=_plain(given, "area"),
        order=Order(order) if order in set(Order) else Order.NAME,
        back=given.get("way") == "back",
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        whole=given.get("rows") == "all",
    )


def _plain(given: QueryDict, name: str) -> str:
    return " ".join(given.get(name, "").split())[:100]
