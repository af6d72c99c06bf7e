"""The authority summary: made by officers, looked at by its advisers too, for it names no pupil."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import results_place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pages.summaries import shelf as shelves

_LOOKS = (Role.OFFICER, Role.PUPIL_ADVISER, Role.ADVISER)


@for_authority(*_LOOKS)
@never_cache
@require_safe
def summaries(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The summaries that were made, and the button that has one made."""
    place = results_place_of(visit, collection)
    return shelves.shelf_page(request, _shelf(visit, collection), **place.facts(back_text=place.collection.title))


@for_authority(Role.OFFICER)
@require_POST
def make(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Have a summary made."""
    return shelves.made(request, _shelf(visit, collection))


@for_authority(*_LOOKS)
@require_safe
def page(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a page."""
    return shelves.one_page(request, _shelf(visit, collection), summary)


@for_authority(*_LOOKS)
@require_safe
def pdf(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a PDF."""
    return shelves.pdf(request, _shelf(visit, collection), summary)


@for_authority(*_LOOKS)
@require_safe
def workbook(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a workbook."""
    return shelves.workbook(request, _shelf(visit, collection), summary)


def _shelf(visit: Visit, collection: str) -> shelves.Shelf:
    place = results_place_of(visit, collection)
    return shelves.Shelf(visit, place.collection, "authority-summary", place.may_change)
