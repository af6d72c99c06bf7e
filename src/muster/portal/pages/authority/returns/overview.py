"""One return as an officer works on it: what was confirmed, what it holds, what was found, what the school says."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.duplicates.case_view import WAITING, CaseState
from muster.portal.duplicates.reads.cases import cases_of_school
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.beside import beside
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.authority.returns.reading import said
from muster.portal.pages.returns.place import record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Version
from muster.portal.returns.reads.handed_in import handed_in
from muster.portal.returns.reads.history import confirmations_of
from muster.portal.returns.reads.left import Left, left_of
from muster.portal.returns.reads.names import names_of
from muster.portal.returns.reads.questions import questions_of
from muster.portal.returns.reads.received import received
from muster.portal.returns.reads.rechecked import is_stale
from muster.portal.returns.states import State


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def overview(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The page."""
    place = any_place_of(request, visit, request_id)
    if place.is_file_alone:
        files = handed_in(visit.scope, place.request)
        return render(request, "authority/returns/files.html", place.facts(way="check", files=files))
    facts = {"way": "check", **_school(place), **_questions(place), **_elsewhere(place)}
    if place.version is not None:
        facts |= _version(place, place.version)
    return render(request, "authority/returns/overview.html", place.facts(**facts))


def _school(place: Place) -> dict[str, Any]:
    """How far the return is, and what whoever looks may do about it."""
    found = confirmations_of(place.visit.scope, place.school_return)
    return {
        "confirmation": found[0] if found else None,
        "left": left_of(place.visit.scope, place.school_return) if place.is_in_force else Left(),
        "waits": place.state is State.QUESTIONS,
        "may_accept": place.can("accept"),
        "may_ask": place.can("send_back"),
        "may_reopen": place.can("reopen"),
    }


def _questions(place: Place) -> dict[str, Any]:
    """What was asked and answered, and is not dealt with."""
    asked = questions_of(place.visit.scope, place.school_return) if place.school_return.pk else []
    live = [one for one in asked if one.is_open or one.is_unread]
    names = names_of(place.visit.scope, place.school_return, {one.about for one in live if one.about})
    return {"live": [(one, names.get(one.about, "")) for one in live], "asked_before": len(asked) - len(live)}


def _elsewhere(place: Place) -> dict[str, Any]:
    """How many of the school's pupils another school has too, and how many of these wait for officers."""
    views = [one for one in cases_of_school(place.visit.scope, place.request) if one.state is not CaseState.GONE]
    return {"in_two_places": len(views), "unsettled": sum(one.state in WAITING for one in views)}


def _version(place: Place, version: Version) -> dict[str, Any]:
    """What the version holds and what was found in it. That it was seen is recorded."""
    here, found = beside(place, version), said(place, version)
    record_seen(place, "return", found.named + (len(here.changes.changed) if here.changes else 0))
    return {
        "received": received(place.visit.scope, place.school_return, version),
        "beside": here,
        "found": found,
        "is_stale": is_stale(place.visit.scope, place.school_return),
    }
