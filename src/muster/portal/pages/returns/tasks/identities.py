"""What the authority put right of who the pupils are, as the school reads it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import place_of, record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.reads.corrected import corrections_of


@for_school(*SEES_PUPILS)
@require_safe
def identities(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Each correction: what stood there, what stands there now, by whom and why."""
    place = place_of(visit, request_id)
    found = corrections_of(visit.scope, place.school_return) if place.school_return.pk else []
    if found:
        record_seen(place, "results", len(found))
    return render(request, "returns/tasks/identities.html", place.facts(corrections=found))
