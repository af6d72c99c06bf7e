"""The page of a request for a file alone."""

from django.http import HttpResponse
from django.shortcuts import render

from muster.portal.collecting.wanted import asked_for
from muster.portal.pages.returns.place import Place
from muster.portal.pages.returns.tasks.asked import Asked
from muster.portal.pages.returns.tasks.next_step import next_of
from muster.portal.pages.shared.gates import PortalRequest
from muster.portal.returns.reads.acting import acted_for
from muster.portal.returns.reads.handed_in import handed_in


def file_page(request: PortalRequest, place: Place) -> HttpResponse:
    """How far it is, what to do next, what is asked and by when, and the files that came."""
    facts = {
        "asked": Asked(place, next_of(place)),
        "wanted": asked_for(place.collection),
        "came": handed_in(place.visit.scope, place.request),
        "may_send": place.may("hand_in"),
        "may_decline": place.may("decline"),
        "acted": acted_for(place.visit.scope, place.request),
    }
    return render(request, "returns/handing_in/page.html", place.facts(**facts))
