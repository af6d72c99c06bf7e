"""Where somebody finds the reports of several schools: an authority's shelf, or a trust's."""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from muster.portal.collecting.models import Collection
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Trust
from muster.portal.pages.shared.gates import PortalRequest, Visit
from muster.portal.pages.shared.giving import Giving, looking_again
from muster.portal.pages.shared.papers import Link, paper_page
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
from muster.reporting.content import Paper


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
    return looking_again(answer, waits=found.making is Making.UNDER_WAY)


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
    read = partial(paper_of_summary, shelf.visit.scope, edition)
    return _giving(request, shelf, edition).out(read, partial(_page, request, shelf, edition))


def pdf(request: PortalRequest, shelf: Shelf, public_id: str) -> HttpResponse:
    """A report as a PDF."""
    edition = _found(shelf, public_id)
    return _giving(request, shelf, edition).as_pdf(partial(pdf_of_summary, shelf.visit.scope, edition))


def workbook(request: PortalRequest, shelf: Shelf, public_id: str) -> HttpResponse:
    """A report as a workbook."""
    edition = _found(shelf, public_id)
    return _giving(request, shelf, edition).as_workbook(partial(paper_of_summary, shelf.visit.scope, edition))


def _giving(request: PortalRequest, shelf: Shelf, edition: CollectionEdition) -> Giving:
    taken = partial(record_summary_taken, shelf.visit.actor, edition)
    return Giving(request, edition.name, taken, shelf.address())


def _page(request: PortalRequest, shelf: Shelf, edition: CollectionEdition, paper: Paper) -> HttpResponse:
    book = _book(shelf, edition)
    files = (Link(book.pdf, "Download as PDF"), Link(book.workbook, "Download as a spreadsheet (XLSX)"))
    return paper_page(request, paper, back=Link(shelf.address(), shelf.title), files=files)


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
