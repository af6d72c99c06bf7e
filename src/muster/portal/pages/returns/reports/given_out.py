"""One of the school's reports as a page, a PDF and a workbook, for the same people; each time it is recorded."""

from functools import partial

from django.http import Http404, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.pages.shared.giving import Giving
from muster.portal.pages.shared.papers import Link, paper_page
from muster.portal.publishing.actions.taking import record_taken
from muster.portal.publishing.models import Edition
from muster.portal.publishing.reads.editions import content_of, edition_at, paper_at, reports_of
from muster.reporting.content import Paper

_REPLACED = "Another edition has taken the place of this report: see “Your reports”."


@for_school(*SEES_PUPILS)
@require_safe
def page(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """The report as a page; one of before papers were kept has none."""
    place = place_of(visit, request_id)
    found = _edition(place, edition)
    read = partial(paper_at, visit.scope, found)
    return _giving(request, place, found).out(read, partial(_page, request, place, found))


@for_school(*SEES_PUPILS)
@require_safe
def pdf(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """The report. Its name begins with the school's URN: file-sending systems find the school by it."""
    place = place_of(visit, request_id)
    found = _edition(place, edition)
    return _giving(request, place, found).as_pdf(partial(content_of, visit.scope, found))


@for_school(*SEES_PUPILS)
@require_safe
def sheets(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """The report as a workbook."""
    place = place_of(visit, request_id)
    found = _edition(place, edition)
    return _giving(request, place, found).as_workbook(partial(paper_at, visit.scope, found))


def _edition(place: Place, public_id: str) -> Edition:
    found = edition_at(place.visit.scope, place.school_return, public_id)
    if found is None:
        raise Http404
    return found


def _giving(request: PortalRequest, place: Place, found: Edition) -> Giving:
    taken = partial(record_taken, place.visit.actor, found)
    return Giving(request, found.name, taken, place.address("return-reports"))


def _page(request: PortalRequest, place: Place, found: Edition, paper: Paper) -> HttpResponse:
    own = {"edition": found.public_id}
    files = (
        Link(place.address("return-report", **own), f"Download this report (PDF, {filesizeformat(found.size)})"),
        Link(place.address("return-report-sheets", **own), "Download its figures as a spreadsheet (XLSX)"),
    )
    back = Link(place.address("return-reports"), "Your reports")
    return paper_page(request, paper, back=back, files=files, said=_replaced(place, found), **place.facts())


def _replaced(place: Place, found: Edition) -> str:
    earlier = reports_of(place.visit.scope, place.school_return).earlier
    return _REPLACED if any(line.edition.pk == found.pk for line in earlier) else ""
