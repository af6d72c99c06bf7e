"""Where somebody lands: their one place, or a choice of their places."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from muster.portal.organisations.access import Access
from muster.portal.pages.shared.gates import PortalRequest, Visit, signed_in


@signed_in
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The only place one has, or a list of them."""
    places = _places(visit.access)
    if len(places) == 1:
        return redirect(places[0][1])
    return render(request, "door/home.html", {"places": places})


def _places(access: Access) -> list[tuple[str, str, str]]:
    """Name, address and what it is, authorities first."""
    authorities = [(one.name, f"/authority/{one.public_id}/", "Authority") for one in access.authorities]
    schools = [(one.name, f"/school/{one.public_id}/", f"URN {one.urn}") for one in access.schools]
    return authorities + schools
