"""A place in the queue: whose cases, of which kind; and each case in words with the page where it is dealt with."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict
from django.urls import reverse

from muster.portal.casework.cases import Case, Kind
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.organisations.models import Person
from muster.portal.pages.authority.progress.place_in_list import NONE, InList, Show
from muster.rules.causes import counted

ALL = "all"
_SHOWN = {
    Kind.HEAD: "A new head teacher to approve or refuse",
    Kind.ENQUIRY: "An enquiry to answer",
    Kind.PROMISED: "Nothing confirmed by the day that was promised",
    Kind.CONFIRMED: "Results confirmed, to be checked",
    Kind.ANSWERED: "Your questions answered, to be checked",
}


class Place(msgspec.Struct, frozen=True):
    """Whose: "" for what waits for whoever looks, `NONE` for nobody's, `ALL`, or a colleague's public id."""

    whose: str = ""
    kind: Kind | None = None

    @property
    def address(self) -> str:
        """The address of the queue at this place."""
        said = {"whose": self.whose, "kind": self.kind or ""}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{reverse('authority-work')}?{query}".removesuffix("?")

    def of(self, cases: Sequence[Case], person: Person | None) -> list[Case]:
        """The cases of this place, whatever their kind."""
        return [one for one in cases if self._is_theirs(one, person)]

    def _is_theirs(self, case: Case, person: Person | None) -> bool:
        if self.whose == ALL:
            return True
        if case.officer is None:
            return self.whose in ("", NONE)
        return case.officer.public_id == (self.whose or (person.public_id if person else ""))


class Row(msgspec.Struct, frozen=True):
    """A case as it is shown."""

    what: str
    hint: str
    address: str
    school: str
    day: str
    ago: str
    officer: str
    is_clear: bool


def place_in(given: QueryDict, people: Sequence[Person]) -> Place:
    """The place that an address names; what it says wrongly counts as not said."""
    whose, kind = given.get("whose", ""), given.get("kind", "")
    known = {NONE, ALL, *(one.public_id for one in people)}
    return Place(whose if whose in known else "", Kind(kind) if kind in set(Kind) else None)


def row_of(case: Case) -> Row:
    """The case in words."""
    return Row(
        what=_what(case),
        hint=_read(case) if case.kind in (Kind.CONFIRMED, Kind.ANSWERED) else "",
        address=_address(case),
        school=case.school.name if case.school else "",
        day=_day(case),
        ago=_ago(case),
        officer=case.officer.name if case.officer else "",
        is_clear=case.is_clear,
    )


def _what(case: Case) -> str:
    if case.kind is Kind.EXPLAINED:
        return f"{_read(case)}, while the school has your questions"
    if case.kind is Kind.OVERDUE:
        return counted(case.many, "question not answered in time", "questions not answered in time")
    if case.kind is Kind.MAIL:
        return counted(case.many, "e-mail could not be delivered", "e-mails could not be delivered")
    return _SHOWN[case.kind]


def _read(case: Case) -> str:
    one, many = "explanation or answer to read", "explanations and answers to read"
    return counted(case.unread, one, many) if case.unread else ""


def _address(case: Case) -> str:
    if case.request is not None and case.school is not None:
        name = "authority-return-notes" if case.kind is Kind.PROMISED else "authority-return"
        parts = {"school": case.school.public_id, "request_id": case.request.public_id}
        return reverse(name, kwargs=parts, query={"list": _list(case).query})
    if case.kind is Kind.ENQUIRY:
        return reverse("team-enquiry", kwargs={"enquiry": case.subject})
    return reverse("authority-heads" if case.kind is Kind.HEAD else "authority-mails")


def _list(case: Case) -> InList:
    """The list that is gone through from here: what else is confirmed at the same officer's schools."""
    return InList(show=Show.SENT, officer=case.officer.public_id if case.officer else NONE)


def _day(case: Case) -> str:
    there = case.since.astimezone(LONDON)
    return f"{there.day} {there:%B}" + (f" {there.year}" if there.year != clock.today().year else "")


def _ago(case: Case) -> str:
    days = (clock.today() - case.since.astimezone(LONDON).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
