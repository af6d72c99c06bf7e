"""A school's home: what is asked of it, what to do next, who belongs to it."""

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.collecting.models import Request
from muster.portal.collecting.reads import requests_of
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.collecting.times import said
from muster.portal.organisations.models import HeadChange, Membership, School
from muster.portal.organisations.reads.head_changes import waiting_at
from muster.portal.organisations.reads.memberships import people_at
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school


class Asked(msgspec.Struct, frozen=True):
    """One thing that is asked of the school, in the words of its page."""

    title: str
    state: str
    due: str
    opens: str
    is_open: bool
    is_late: bool


@for_school()
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What the school is asked for and should do next."""
    school = school_of(visit)
    people = list(people_at(visit.scope, school))
    asked = [_asked(one) for one in requests_of(visit.scope, school)]
    change = waiting_at(visit.scope, school)
    facts = {"school": school, "people": people, "asked": asked, "change": change}
    return render(request, "school/home.html", facts | {"next": _next(school, people, asked, change)})


def _asked(request: Request) -> Asked:
    collection = request.collection
    state = state_of(collection)
    takes_part = request.participation == Request.Participation.ASKED
    return Asked(
        title=collection.title,
        state=_words(state) if takes_part else "Not taking part",
        due=said(collection.deadline),
        opens=said(collection.opens_at),
        is_open=takes_part and state is State.OPEN,
        is_late=is_late(collection),
    )


def _words(state: State) -> str:
    return {State.OPEN: "Not started", State.COMING: "Opens later"}.get(state, "Closed")


def _next(school: School, people: list[Membership], asked: list[Asked], change: HeadChange | None) -> str:
    """The one thing to do next, in a sentence."""
    if change is not None:
        return f"{school.authority.name} decides about the new head teacher, {change.name}. You need do nothing."
    if not any(one.role == "head" for one in people):
        return "The school has no head teacher here, so nobody can confirm its results. Name one."
    for one in asked:
        if one.is_open and one.is_late:
            return f"The deadline for {one.title} was {one.due}. Send your results as soon as you can."
        if one.is_open:
            return f"Get your results for {one.title} ready. They are due by {one.due}."
    for one in asked:
        if one.state == "Opens later":
            return f"You can send your results for {one.title} from {one.opens}. Until then you need do nothing."
    return f"{school.authority.name} asks nothing of you at present. You get an e-mail when that changes."
