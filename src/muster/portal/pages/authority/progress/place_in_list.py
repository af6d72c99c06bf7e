"""A place in the table of schools: what is looked for, which are shown, in which order. The address keeps it."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from muster.formats.names import fold
from muster.portal.returns.reads.progress import SchoolProgress
from muster.portal.returns.states import State


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
    DECLINED = "declined"

    @property
    def words(self) -> str:
        """What officers choose."""
        return _WORDS[self]


class Order(StrEnum):
    """By what they are sorted."""

    NAME = "name"
    STATE = "state"
    ERRORS = "errors"
    TO_EXPLAIN = "to_explain"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """What officers choose."""
        return _SORTED[self]


_WORDS = {
    Show.ALL: "All schools",
    Show.NOTHING_SENT: "Nothing sent yet",
    Show.ERRORS: "Something to put right",
    Show.NOT_CONFIRMED: "Waiting for the head to confirm",
    Show.SENT: "Confirmed, to be accepted",
    Show.CLEAR: "Confirmed and clear",
    Show.QUESTIONS: "With questions to answer",
    Show.ACCEPTED: "Accepted",
    Show.DECLINED: "Not taking part",
}
_SORTED = {
    Order.NAME: "Name",
    Order.STATE: "State",
    Order.ERRORS: "Most to put right",
    Order.TO_EXPLAIN: "Most to explain",
    Order.CHANGED: "Last activity",
}
OF_STATE = {
    Show.NOTHING_SENT: State.NOT_STARTED,
    Show.ERRORS: State.PUT_RIGHT,
    Show.NOT_CONFIRMED: State.NOT_SENT,
    Show.SENT: State.SENT,
    Show.QUESTIONS: State.QUESTIONS,
    Show.ACCEPTED: State.ACCEPTED,
    Show.DECLINED: State.DECLINED,
}
"""Which shows the schools of which state; those whose reports are ready are accepted too."""
_KEYS: dict[Order, Callable[[SchoolProgress], tuple[float | str, ...]]] = {
    Order.NAME: lambda _: (),
    Order.STATE: lambda one: (list(State).index(one.state),),
    Order.ERRORS: lambda one: (-one.errors,),
    Order.TO_EXPLAIN: lambda one: (-one.to_explain,),
    Order.CHANGED: lambda one: (-one.changed_at.timestamp() if one.changed_at else 0.0,),
}


class InList(msgspec.Struct, frozen=True):
    """A place in the table."""

    search: str = ""
    show: Show = Show.ALL
    order: Order = Order.NAME

    @property
    def query(self) -> str:
        """The place as it stands in an address; "" for the whole table by name."""
        said = {"q": self.search, "show": self.show, "order": self.order}
        usual = {"q": "", "show": Show.ALL, "order": Order.NAME}
        return urlencode({name: value for name, value in said.items() if value != usual[name]})

    def of(self, lines: Sequence[SchoolProgress]) -> list[SchoolProgress]:
        """The lines that are shown here, in order; equal ones stay by name."""
        words = [fold(word) for word in self.search.split()]
        found = [one for one in lines if _is_shown(self.show, one) and all(word in _said(one) for word in words)]
        return sorted(found, key=_KEYS[self.order])


def place_in(given: QueryDict) -> InList:
    """The place that an address names; what it says wrongly counts as not said."""
    show, order = given.get("show", ""), given.get("order", "")
    return InList(
        search=" ".join(given.get("q", "").split())[:100],
        show=Show(show) if show in set(Show) else Show.ALL,
        order=Order(order) if order in set(Order) else Order.NAME,
    )


def _is_shown(show: Show, line: SchoolProgress) -> bool:
    if show is Show.CLEAR:
        return line.is_clear
    if show is Show.ACCEPTED:
        return line.state in (State.ACCEPTED, State.REPORTS_READY)
    return show is Show.ALL or line.state is OF_STATE[show]


def _said(line: SchoolProgress) -> str:
    school = line.request.school
    trust = school.trust.name if school.trust else ""
    return fold(" ".join((school.name, school.number, school.urn, trust, *school.areas)))
