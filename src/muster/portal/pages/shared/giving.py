"""Kept reports given out: read first, recorded then, so that what cannot be read is not said to have been taken."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from muster.portal.foundation.files import FileMissing
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.shared.downloads import file_to_save
from muster.portal.pages.shared.papers import paper_workbook
from muster.reporting.content import Paper

_LOOKS_AGAIN = "3"
_Read = TypeVar("_Read", bytes, Paper)


class Giving(NamedTuple):
    """A report about to be given out under a PDF's name; `taken` records it, `back` is the address where it is gone."""

    request: HttpRequest
    name: str
    taken: Callable[[], None]
    back: str

    def out(self, read: Callable[[], _Read | None], answered: Callable[[_Read], HttpResponse]) -> HttpResponse:
        """The answer with what is read; raises Http404 where nothing of the kind was kept."""
        try:
            found = read()
        except FileMissing:
            messages.warning(self.request, Refusal("report_gone").sentence)
            return redirect(self.back)
        if found is None:
            raise Http404
        self.taken()
        return answered(found)

    def as_pdf(self, read: Callable[[], bytes]) -> HttpResponse:
        """The report as it was made."""
        return self.out(read, lambda content: file_to_save(content, "application/pdf", self.name))

    def as_workbook(self, read: Callable[[], Paper | None]) -> HttpResponse:
        """Its figures; the name begins with the school's URN as the PDF's does."""
        return self.out(read, lambda paper: paper_workbook(paper, self.name))


def looking_again(answer: HttpResponse, *, waits: bool) -> HttpResponse:
    """The answer; where it waits for a report the browser asks for it again in seconds, without scripts."""
    if waits:
        answer.headers["Refresh"] = _LOOKS_AGAIN
    return answer
