"""Each case of the queue in words, with the page where it is dealt with."""

import msgspec
from django.urls import reverse

from muster.portal.casework.cases import Case, Kind
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.pages.authority.work.place_in_queue import InQueue
from muster.rules.causes import counted

_SHOWN = {
    Kind.HEAD: "A new head teacher to approve or refuse",
    Kind.ENQUIRY: "An enquiry to answer",
    Kind.PROMISED: "Nothing confirmed by the day that was promised",
    Kind.CONFIRMED: "Results confirmed, to be checked",
    Kind.ANSWERED: "Your questions answered, to be checked",
}
_MANY = {
    Kind.PUPIL: ("pupil in two places", "pupils in two places"),
    Kind.ACROSS: ("pupil to settle with another authority", "pupils to settle with other authorities"),
    Kind.REPORTS: ("accepted return has no published reports", "accepted returns have no published reports"),
    Kind.OVERDUE: ("question not answered in time", "questions not answered in time"),
    Kind.MAIL: ("e-mail could not be delivered", "e-mails could not be delivered"),
}
"""What is said of one and of several, where a case is of many."""


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


def row_of(case: Case, place: InQueue) -> Row:
    """The case in words, as it is opened from a place in the queue."""
    return Row(
        what=_what(case),
        hint=_read(case) if case.kind in (Kind.CONFIRMED, Kind.ANSWERED) else "",
        address=address_of(case, place),
        school=case.school.name if case.school else "",
        day=_day(case),
        ago=_ago(case),
        officer=case.officer.name if case.officer else "",
        is_clear=case.is_clear,
    )


def address_of(case: Case, place: InQueue) -> str:
    """Where the case is dealt with; the page of a return keeps the place that it was opened from."""
    if case.request is not None and case.school is not None:
        name = "authority-return-notes" if case.kind is Kind.PROMISED else "authority-return"
        parts = {"school": case.school.public_id, "request_id": case.request.public_id}
        return reverse(name, kwargs=parts, query={"list": place.at(case).query})
    if case.kind is Kind.ENQUIRY:
        return reverse("team-enquiry", kwargs={"enquiry": case.subject})
    if case.kind is Kind.PUPIL:
        return reverse("authority-cases", kwargs={"collection": case.subject})
    if case.kind is Kind.REPORTS:
        return reverse("authority-reports", kwargs={"collection": case.subject})
    if case.kind is Kind.ACROSS:
        return reverse("authority-across")
    return reverse("authority-heads" if case.kind is Kind.HEAD else "authority-mails")


def _what(case: Case) -> str:
    if case.kind is Kind.EXPLAINED:
        return f"{_read(case)}, while the school has your questions"
    return counted(case.many, *_MANY[case.kind]) if case.kind in _MANY else _SHOWN[case.kind]


def _read(case: Case) -> str:
    one, many = "explanation or answer to read", "explanations and answers to read"
    return counted(case.unread, one, many) if case.unread else ""


def _day(case: Case) -> str:
    there = case.since.astimezone(LONDON)
    return f"{there.day} {there:%B}" + (f" {there.year}" if there.year != clock.today().year else "")


def _ago(case: Case) -> str:
    days = (clock.today() - case.since.astimezone(LONDON).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
