"""What the school gets back: its reports, or that they are being made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import SEES_PUPILS, Role
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.pages.shared.giving import looking_again
from muster.portal.publishing.actions.asking import ask_for_reports
from muster.portal.publishing.reads.editions import Making, reports_of
from muster.portal.publishing.reads.lateness import lateness_of

ASKING = (Role.HEAD, Role.SIGNER, Role.SENDER, Role.READER)
"""Those of the school who may ask where its reports are."""


@for_school(*SEES_PUPILS)
@never_cache
@require_safe
def reports(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The reports as they are; while they are being made the page looks again by itself."""
    place = place_of(visit, request_id)
    found = reports_of(visit.scope, place.school_return)
    making = Making.MADE if found.is_final else found.making
    late = lateness_of(visit.scope, place.school_return)
    facts = {"reports": found, "making": making.name.lower(), "late": late, "may_ask": _may_ask(place)}
    answer = render(request, "returns/reports/reports.html", place.facts(**facts))
    return looking_again(answer, waits=making is Making.UNDER_WAY)


@for_school(*ASKING)
@require_POST
def ask(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Ask the authority's data team where the school's late reports are."""
    place = place_of(visit, request_id)
    try:
        if visit.person is not None:
            ask_for_reports(visit.actor, place.school_return, visit.person)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, f"The data team of {place.authority.name} has your question.")
    return redirect(place.address("return-reports"))


def _may_ask(place: Place) -> bool:
    """Whether whoever looks is somebody of the school, who may ask where its reports are."""
    return bool(place.roles & set(ASKING))
