"""One of the school's reports as a page, and as a workbook: the same as its PDF, for the same people."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from muster.portal.foundation.files import FileMissing
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.pages.shared.papers import Link, paper_page, paper_workbook
from muster.portal.publishing.actions.taking import record_taken
from muster.portal.publishing.models import Edition
from muster.portal.publishing.reads.editions import edition_at, paper_at, reports_of
from muster.reporting.content import Paper

_REPLACED = "A newer edition of this report is there: see “Your reports”."


class _Seen(NamedTuple):
    place: Place
    edition: Edition
    paper: Paper

    def address(self, name: str) -> str:
        """The address of the edition in another form, by the page's name."""
        return self.place.address(name, edition=self.edition.public_id)


@for_school(*SEES_PUPILS)
@require_safe
def report(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """The report as a page."""
    place = place_of(visit, request_id)
    try:
        seen = _seen(place, edition)
    except FileMissing:
        return _gone(request, place)
    size = filesizeformat(seen.edition.size)
    files = (
        Link(seen.address("return-report"), f"Download this report (PDF, {size})"),
        Link(seen.address("return-report-sheets"), "Download its figures as a spreadsheet (XLSX)"),
    )
    back = Link(place.address("return-reports"), "Your reports")
    return paper_page(request, seen.paper, back=back, files=files, said=_replaced(seen), **place.facts())


@for_school(*SEES_PUPILS)
@require_safe
def sheets(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """The report as a workbook, whose name begins with the school's URN as the PDF's does."""
    place = place_of(visit, request_id)
    try:
        seen = _seen(place, edition)
    except FileMissing:
        return _gone(request, place)
    return paper_workbook(seen.paper, seen.edition.name)


def _seen(place: Place, public_id: str) -> _Seen:
    """The report, recorded as taken. Raises Http404 for none, and for one of before papers were kept: a PDF alone."""
    scope = place.visit.scope
    found = edition_at(scope, place.school_return, public_id)
    paper = paper_at(scope, found) if found else None
    if found is None or paper is None:
        raise Http404
    record_taken(place.visit.actor, found)
    return _Seen(place, found, paper)


def _replaced(seen: _Seen) -> str:
    every = reports_of(seen.place.visit.scope, seen.place.school_return).editions
    newer = any(one.kind == seen.edition.kind and one.number > seen.edition.number for one in every)
    return _REPLACED if newer else ""


def _gone(request: PortalRequest, place: Place) -> HttpResponse:
    messages.warning(request, Refusal("report_gone").sentence)
    return redirect(place.address("return-reports"))
