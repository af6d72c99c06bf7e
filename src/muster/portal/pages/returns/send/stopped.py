"""A file that was stopped: what is wrong with it, what to do, and that it has replaced nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.foundation import clock
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import TurnedAway
from muster.portal.returns.reads.findings import findings_of_turned_away
from muster.portal.returns.reads.returns import turned_away_of
from muster.records import Severity


@for_school(*SEES_PUPILS)
@require_safe
def stopped(request: PortalRequest, visit: Visit, request_id: str, turned_away: str) -> HttpResponse:
    """What was said of the file; of its content nothing was kept."""
    place = place_of(visit, request_id)
    found = _found(place, turned_away)
    said = findings_of_turned_away(visit.scope, found)
    facts = {
        "stopped": found,
        "when": clock.in_words(found.made_at),
        "wrong": [one for one in said if one.severity is Severity.ERROR],
        "beside": [one for one in said if one.severity is not Severity.ERROR],
        "may_send": place.may("upload"),
        "version": place.school_return.version,
    }
    return render(request, "returns/send/stopped.html", place.facts(**facts))


def _found(place: Place, public_id: str) -> TurnedAway:
    kept = place.school_return.pk is not None
    rows = turned_away_of(place.visit.scope, place.school_return) if kept else []
    found = next((one for one in rows if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found
