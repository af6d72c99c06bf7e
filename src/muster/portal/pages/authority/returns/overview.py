"""One return as an officer looks at it: how far it is, what was confirmed, what it holds beside last year's."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Confirmation
from muster.portal.returns.reads.history import confirmations_of
from muster.portal.returns.reads.received import received


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def overview(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The page."""
    place = place_of(request, visit, request_id)
    version = place.version
    facts = {
        "way": "check",
        "confirmation": _confirmation(place),
        "received": received(visit.scope, place.school_return, version) if version else None,
    }
    return render(request, "authority/returns/overview.html", place.facts(**facts))


def _confirmation(place: Place) -> Confirmation | None:
    """The newest confirmation, withdrawn or not."""
    found = confirmations_of(place.visit.scope, place.school_return)
    return found[0] if found else None
