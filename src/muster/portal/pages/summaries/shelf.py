"""Where somebody finds the reports of several schools: an authority's shelf, or a trust's."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from muster.portal.collecting.models import Collection
from muster.portal.foundation.files import FileMissing
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Trust
from muster.portal.pages.shared.downloads import file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit
from muster.portal.pages.shared.papers import Link, paper_page, paper_workbook
from muster.portal.publishing.actions.summaries import ask_for_summary, record_summary_taken
from muster.portal.publishing.models import CollectionEdition
from muster.portal.publishing.reads.editions import Making
from muster.portal.publishing.reads.summaries import (
    Summaries,
    paper_of_summary,
    pdf_of_summary,
    summaries_of,
    summary_at,
)

LOOKS_AGAIN = "3"
"""After so many seconds a page that waits for a report is asked for again by the browser, without scripts."""


class Shelf(NamedTuple):
    """A visit to the reports of a collection; `name` begins the names of its addresses, `may_ask` has them made."""

    visit: Visit
    collection: Collection
    name: str
    may_ask: bool
    trust: Trust | None = None

    def address(self, what: str = "", summary: str = "") -> str:
        """The address of the list, or of something on it."""
        parts = {"trust": self.trust.public_id} if self.trust else {}
        parts |= {"collection": self.collection.public_id} | ({"summary": summary} if summary else {})
        return reverse(f"{self.name}-{what}" if what else self.name, kwargs=parts)

    @property
    def title(self) -> str:
        """What the reports are called together."""
        return "Report for the trust" if self.trust else "Authority summary"


class Book(NamedTuple):
    """A report with where it leads: as a page, a PDF, a workbook."""

    edition: CollectionEdition
    page: str
    pdf: str
    workbook: str


def shelf_page(request: PortalRequest, shelf: Shelf, **facts: object) -> HttpResponse:
    """The reports as they are; while one is being made the page looks again by itself."""
    found = summaries_of(shelf.visit.scope, shelf.collection, shelf.trust)
    told = {"shelf": shelf, "found": found, "making": found.making.name.lower(), "make": shelf.address("make")}
    answer = render(request, "summaries/shelf.html", facts | told | _books(shelf, found))
    if found.making is Making.UNDER_WAY:
        answer.headers["Refresh"] = LOOKS_AGAIN
    return answer


def made(request: PortalRequest, shelf: Shelf) -> HttpResponse:
    """Have a report made, and back to the list."""
    try:
        ask_for_summary(shelf.visit.actor, shelf.collection, shelf.trust)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    return redirect(shelf.address())


def one_page(request: PortalRequest, shelf: Shelf, public_id: str) -> HttpResponse:
    """A report as a page; that it is looked at is recorded."""
    edition = _found(shelf, public_id)
    try:
        paper = paper_of_summary(shelf.visit.scope, edition)
    except FileMissing:
        return _gone(request, shelf)
    record_summary_taken(shelf.visit.actor, edition)
    book = _book(shelf, edition)
    files = (Link(book.pdf, "Download as PDF"), Link(book.workbook, "Download as a spreadsheet (XLSX)"))
    return paper_page(request, paper, back=Link(shelf.address(), shelf.title), files=files)


def pdf(request: PortalRequest, shelf: Shelf, public_id: str) -> HttpResponse:
    """A report as a PDF."""
    edition = _found(shelf, public_id)
    try:
        content = pdf_of_summary(shelf.visit.scope, edition)
    except FileMissing:
        return _gone(request, shelf)
    record_summary_taken(shelf.visit.actor, edition)
    return file_to_save(content, "application/pdf", edition.name)


def workbook(request: PortalRequest, shelf: Shelf, public_id: str) -> HttpResponse:
    """A report as a workbook."""
    edition = _found(shelf, public_id)
    try:
        paper = paper_of_summary(shelf.visit.scope, edition)
    except FileMissing:
        return _gone(request, shelf)
    record_summary_taken(shelf.visit.actor, edition)
    return paper_workbook(paper, edition.name)


def _books(shelf: Shelf, found: Summaries) -> dict[str, list[Book]]:
    newest, earlier = ([_book(shelf, one) for one in some] for some in (found.newest, found.earlier))
    return {"newest": newest, "earlier": earlier}


def _book(shelf: Shelf, edition: CollectionEdition) -> Book:
    page, pdf_, workbook_ = (shelf.address(what, edition.public_id) for what in ("page", "pdf", "workbook"))
    return Book(edition, page, pdf_, workbook_)


def _found(shelf: Shelf, public_id: str) -> CollectionEdition:
    found = summary_at(shelf.visit.scope, shelf.collection, public_id, shelf.trust)
    if found is None:
        raise Http404
    return found


def _gone(request: PortalRequest, shelf: Shelf) -> HttpResponse:
    messages.warning(request, Refusal("report_gone").sentence)
    return redirect(shelf.address())
