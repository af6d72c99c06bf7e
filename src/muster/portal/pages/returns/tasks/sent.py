"""Everything that was sent for one request: what came, what was stopped, what was confirmed; and a file as it came."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import place_of
from muster.portal.pages.returns.sending import as_it_came
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.reads.history import came, stopped_of, version_at


@for_school(*SEES_PUPILS)
@require_safe
def sent(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """What was sent, the newest first, what became of it, and the files that were not taken."""
    place = place_of(visit, request_id)
    facts = {"came": came(visit.scope, place.school_return), "stopped": stopped_of(visit.scope, place.school_return)}
    return render(request, "returns/tasks/sent.html", place.facts(**facts))


@for_school(*SEES_PUPILS)
@require_safe
def file(request: PortalRequest, visit: Visit, request_id: str, version: str) -> HttpResponse:  # noqa: ARG001 - the visit says all
    """A file exactly as it came, to be saved and never shown; that it was taken is recorded."""
    place = place_of(visit, request_id)
    found = version_at(visit.scope, place.school_return, version)
    if found is None or not found.file:
        raise Http404
    return as_it_came(place, found.file, found.file_name, found.pupils)
