"""What has become of a return, in order: from the trail, with the reasons that the rows keep."""

from collections.abc import Callable
from datetime import datetime

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.audit.models import Event
from muster.portal.audit.reads import events
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Confirmation
from muster.portal.returns.reads.history import confirmations_of
from muster.portal.returns.reads.questions import questions_of
from muster.rules.causes import counted

_MOST = 500


class Entry(msgspec.Struct, frozen=True):
    """One thing that was done: when, by whom, what in words, and why where somebody said so."""

    at: datetime
    who: str
    what: str
    why: str = ""


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def history(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The page, the newest first."""
    place = any_place_of(request, visit, request_id)
    facts = {"entries": _entries(place), "way": "history"}
    return render(request, "authority/returns/history.html", place.facts(**facts))


def _entries(place: Place) -> list[Entry]:
    kept = place.school_return
    if not kept.pk:
        return []
    happened = events(place.visit.scope, subject=kept.public_id, limit=_MOST)
    signed = {one.receipt: one for one in confirmations_of(place.visit.scope, kept)}
    reasons = {one.asked_at: one.text for one in questions_of(place.visit.scope, kept) if one.reopens}
    return [
        Entry(one.at, one.actor_name, _WORDS[one.verb](one), _why(one, signed, reasons, place))
        for one in happened
        if one.verb in _WORDS
    ]


def _why(event: Event, signed: dict[str, Confirmation], reasons: dict[datetime, str], place: Place) -> str:
    """The reason that was given, from the row that keeps it: the trail has none."""
    confirmation = signed.get(str(event.facts.get("receipt", "")))
    if event.verb == "return.withdrawn" and confirmation:
        return confirmation.withdrawn_because
    if event.verb == "return.accepted" and confirmation and event.facts.get("alone"):
        return confirmation.alone_because
    if event.verb == "return.reopened" and reasons:
        return reasons[min(reasons, key=lambda at: abs(at - event.at))]
    return place.request.reason if event.verb == "request.declined" else ""


def _received(event: Event) -> str:
    return f"Sent version {event.facts.get('version', '')}".strip()


def _corrected(event: Event) -> str:
    return f"Changed results on screen: version {event.facts.get('version', '')}".removesuffix(": version ")


def _confirmed(event: Event) -> str:
    return f"Confirmed version {event.facts.get('version')}, receipt {event.facts.get('receipt')}"


def _accepted(event: Event) -> str:
    said = f"Accepted version {event.facts.get('version')}, receipt {event.facts.get('receipt')}"
    if event.facts.get("left"):
        said += f", over {event.facts['left']} left at the school"
    return f"{said}, alone" if event.facts.get("alone") else said


def _questions(event: Event) -> str:
    return f"Asked {counted(int(event.facts.get('questions', 0)), 'question')}"


def _taken(event: Event) -> str:
    explanations, answers = int(event.facts.get("explanations", 0)), int(event.facts.get("answers", 0))
    parts = [(explanations, "explanation"), (answers, "answer")]
    return "Took " + " and ".join(counted(number, noun) for number, noun in parts if number) + " as given"


_WORDS: dict[str, Callable[[Event], str]] = {
    "return.received": _received,
    "return.corrected": _corrected,
    "return.explained": lambda event: f"Explained {counted(int(event.facts.get('questions', 0)), 'thing')}",
    "return.confirmed": _confirmed,
    "return.withdrawn": lambda event: f"Withdrew the confirmation with receipt {event.facts.get('receipt')}",
    "return.sent_back": _questions,
    "return.answered": lambda _: "Answered a question",
    "return.question_dropped": lambda _: "No longer asked a question",
    "return.accepted": _accepted,
    "return.reopened": lambda _: "Opened the accepted results again",
    "return.checked_again": lambda event: (
        f"Checked again: {event.facts.get('new')} new, {event.facts.get('gone')} no longer found"
    ),
    "explanations.taken": _taken,
    "file.received": lambda _: "Sent a file",
    "request.declined": lambda _: "Said that the school is not taking part",
    "request.rejoined": lambda _: "Said that the school is taking part after all",
}
"""What is said of each event of a return."""
