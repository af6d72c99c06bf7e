"""What the law has every public service say: how accessible it is, and what it keeps of whom."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster import __version__
from muster.portal.pages.public.season import care_of
from muster.portal.pages.shared.callers import COOKIE as DEVICE_COOKIE
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all


@open_to_all
@require_safe
def accessibility(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """How accessible the pages are, how that was tested, and how to complain."""
    return render(request, "public/accessibility.html", {"version": __version__})


@open_to_all
@require_safe
def privacy(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What is kept, for how long, by which law, and which cookies there are; with the authority's own notice."""
    cookies = {"session": settings.SESSION_COOKIE_NAME, "form": settings.CSRF_COOKIE_NAME, "device": DEVICE_COOKIE}
    hours = settings.SESSION_COOKIE_AGE // 3600
    idle = int(settings.SESSION_IDLE.total_seconds()) // 60
    facts = {"cookies": cookies, "hours": hours, "idle": idle, "care": care_of(visit.authority)}
    return render(request, "public/privacy.html", facts)
