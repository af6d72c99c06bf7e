"""One school's final reports as the authority has them: looked at before they are published, and afterwards."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.pages.shared.giving import Giving
from muster.portal.pages.shared.papers import Link, paper_page
from muster.portal.publishing.actions.taking import record_taken
from muster.portal.publishing.models import Edition
from muster.portal.publishing.reads.editions import content_of, edition_at, paper_at
from muster.portal.publishing.reads.given import given_at
from muster.portal.publishing.reads.office import editions_of
from muster.reporting.content import Paper

_NAMES_PUPILS = Edition.Kind.PUPILS
_NOT_PUBLISHED = "This report is not published: the school does not have it."
_LOOKING = (Role.OFFICER, Role.PUPIL_ADVISER, Role.ADVISER)


class Made(msgspec.Struct, frozen=True):
    """The reports of one number: when they were made, and when they were published, None where they were not."""

    number: int
    made_at: datetime
    published_at: datetime | None
    editions: list[Edition]


@for_school(*_LOOKING)
@require_safe
def reports(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """All of them, the newest first; whoever sees no pupils is shown what names none."""
    place = place_of(request, visit, request_id)
    return render(request, "authority/reports/one_school.html", place.facts(made=_made(place)))


@for_school(*_LOOKING)
@require_safe
def page(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """One report as a page, published or not; that it was seen is recorded."""
    place = place_of(request, visit, request_id)
    found = _edition(place, edition)
    read = partial(paper_at, visit.scope, found)
    return _giving(request, place, found).out(read, partial(_page, request, place, found))


@for_school(*_LOOKING)
@require_safe
def sheets(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """One report as a workbook; that it was taken is recorded."""
    place = place_of(request, visit, request_id)
    found = _edition(place, edition)
    return _giving(request, place, found).as_workbook(partial(paper_at, visit.scope, found))


@for_school(*_LOOKING)
@require_safe
def report(request: PortalRequest, visit: Visit, request_id: str, edition: str) -> HttpResponse:
    """One report as a PDF; that it was taken is recorded."""
    place = place_of(request, visit, request_id)
    found = _edition(place, edition)
    return _giving(request, place, found).as_pdf(partial(content_of, visit.scope, found))


def _giving(request: PortalRequest, place: Place, found: Edition) -> Giving:
    taken = partial(record_taken, place.visit.actor, found)
    return Giving(request, found.name, taken, place.address("authority-return-reports"))


def _page(request: PortalRequest, place: Place, found: Edition, paper: Paper) -> HttpResponse:
    own = {"edition": found.public_id}
    files = (
        Link(place.address("authority-return-report", **own), "Download this report (PDF)"),
        Link(place.address("authority-return-report-sheets", **own), "Download its figures as a spreadsheet (XLSX)"),
    )
    back = Link(place.address("authority-return-reports"), f"Final reports of {place.school.name}")
    said = "" if found.number in given_at(place.visit.scope, place.school_return) else _NOT_PUBLISHED
    return paper_page(request, paper, back=back, files=files, said=said, **place.facts())


def _edition(place: Place, public_id: str) -> Edition:
    """The final report. Raises Http404 for none, PermissionDenied for what names pupils to whoever sees none."""
    found = edition_at(place.visit.scope, place.school_return, public_id) if place.school_return.pk else None
    if found is None or found.provisional:
        raise Http404
    if found.kind == _NAMES_PUPILS and not place.sees_pupils:
        raise PermissionDenied
    return found


def _made(place: Place) -> list[Made]:
    if not place.school_return.pk:
        return []
    scope, kept = place.visit.scope, place.school_return
    every = [one for one in editions_of(scope, kept) if place.sees_pupils or one.kind != _NAMES_PUPILS]
    published = given_at(scope, kept)
    return [_of(number, list(of), published) for number, of in groupby(every, key=lambda one: one.number)]


def _of(number: int, editions: Sequence[Edition], published: dict[int, datetime]) -> Made:
    return Made(number, editions[0].made_at, published.get(number), list(editions))
