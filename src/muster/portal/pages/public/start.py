"""The start page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.pages.public.season import season_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all


@open_to_all
@require_safe
def start(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What this is for, by when, what is needed, and how to begin."""
    return render(request, "public/start.html", {"season": season_of(visit.authority)})
