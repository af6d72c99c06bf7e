"""The report for a trust: for its people, where the authority lets trusts see their schools' results."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muster.portal.pages.shared.gates import PortalRequest, Visit, for_trust
from muster.portal.pages.summaries import shelf as shelves
from muster.portal.pages.trust.people import trust_of
from muster.portal.pages.trust.views import collection_of
from muster.portal.publishing.summaries import shows_results


@for_trust()
@never_cache
@require_safe
def summaries(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The reports that were made, and the button that has one made."""
    shelf = _shelf(visit, collection)
    return shelves.shelf_page(request, shelf, back=_back(shelf), back_text=shelf.collection.title)


@for_trust()
@require_POST
def make(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Have a report made."""
    return shelves.made(request, _shelf(visit, collection))


@for_trust()
@require_safe
def page(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a page."""
    return shelves.one_page(request, _shelf(visit, collection), summary)


@for_trust()
@require_safe
def pdf(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a PDF."""
    return shelves.pdf(request, _shelf(visit, collection), summary)


@for_trust()
@require_safe
def workbook(request: PortalRequest, visit: Visit, collection: str, summary: str) -> HttpResponse:
    """One as a workbook."""
    return shelves.workbook(request, _shelf(visit, collection), summary)


def _shelf(visit: Visit, collection: str) -> shelves.Shelf:
    found = collection_of(visit, collection)
    if not shows_results(found):
        raise Http404
    return shelves.Shelf(visit, found, "trust-summary", True, trust_of(visit))


def _back(shelf: shelves.Shelf) -> str:
    return shelf._replace(name="trust-schools").address()
