"""The reports of a collection's schools: the table by state, what makes them, and how far the making is."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.chasing.choosing import NarrowForm, begins_ticked, narrowed_by
from muster.portal.pages.authority.collections.place import Place, results_place_of
from muster.portal.pages.authority.reports.forms import FindForm, MakeForm
from muster.portal.pages.authority.reports.place_in_reports import InReports, place_in
from muster.portal.pages.authority.reports.rows import rows_of
from muster.portal.pages.authority.reports.words import STATES, days_in_words, run_in_words, waiting_in_words
from muster.portal.pages.shared.forms import posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pages.shared.session import asked_by_itself
from muster.portal.publishing.actions.runs import begin_run
from muster.portal.publishing.models import Release
from muster.portal.publishing.reads.office import (
    ReportLine,
    ReportState,
    releases_of,
    report_lines,
    run_of,
    unpublished,
)

A_PAGE = 50
_NOT_ACCEPTED = ReportState.NOT_ACCEPTED


class Number(msgspec.Struct, frozen=True):
    """How many schools' reports are in a state, and the way to them alone."""

    words: str
    number: int
    query: str
    is_shown: bool


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def reports(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The page."""
    place, where = results_place_of(visit, collection), place_in(request.GET)
    lines = report_lines(visit.scope, place.collection)
    found = where.found(lines)
    page = Paginator(where.shown(found), A_PAGE).get_page(where.page)
    left, run = unpublished(visit.scope, place.collection), run_of(visit.scope, place.collection)
    facts = place.facts(
        where=where,
        total=len(lines),
        waiting_said=waiting_in_words(left),
        days_said=days_in_words(left.days_left),
        run=run,
        run_said=run_in_words(run) if run else "",
        is_making=run is not None and not run.is_done,
        numbers=_numbers(found, where),
        find=FindForm(where),
        page=page,
        rows=rows_of(page.object_list),
        earlier=where.with_(page=page.number - 1).query or "page=1" if page.has_previous() else "",
        later=where.with_(page=page.number + 1).query if page.has_next() else "",
        **_counts(lines),
        **_releases(place),
    )
    return render(request, "authority/reports/reports.html", facts)


@for_authority(Role.OFFICER)
@require_POST
def make(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Have the reports of all accepted schools made, or of those alone whose reports are out of date."""
    place = results_place_of(visit, collection)
    only = _stale(place) if request.POST.get("which") == "stale" else None
    refusal = _begun(place, only)
    if refusal is not None:
        messages.warning(request, refusal.sentence)
    return redirect(place.address("authority-reports"))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Choose whose reports to make."""
    place = results_place_of(visit, collection)
    accepted = [one for one in report_lines(visit.scope, place.collection) if one.state is not _NOT_ACCEPTED]
    form = MakeForm([one.school for one in accepted], posted(request), begin=begins_ticked(request.GET))
    if form.is_bound and form.is_valid():
        chosen = set(form.cleaned_data["schools"])
        refusal = _begun(place, [one.request.public_id for one in accepted if one.school.public_id in chosen])
        if refusal is None:
            return redirect(place.address("authority-reports"))
        form.refuse(refusal)
    return render(request, "authority/reports/choose.html", place.facts(**_chosen(request, place, form, accepted)))


@asked_by_itself
@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def progress(_request: PortalRequest, visit: Visit, collection: str) -> JsonResponse:
    """How far the making is, for the page's own counter."""
    run = run_of(visit.scope, results_place_of(visit, collection).collection)
    return JsonResponse({"said": run_in_words(run) if run else ""})


def _begun(place: Place, requests: Sequence[str] | None) -> Refusal | None:
    try:
        begin_run(place.visit.actor, place.collection, requests)
    except Refusal as refusal:
        return refusal
    return None


def _stale(place: Place) -> list[str]:
    lines = report_lines(place.visit.scope, place.collection)
    return [one.request.public_id for one in lines if one.state is ReportState.OUT_OF_DATE]


def _numbers(lines: Sequence[ReportLine], where: InReports) -> list[Number]:
    """Every school, then each state that occurs, in order; the one that is shown always."""
    counts = Counter(one.state for one in lines)
    every = Number("All schools", len(lines), where.with_(show=None).query or "page=1", where.show is None)
    states = [one for one in ReportState if counts[one] or one is where.show]
    return [
        every,
        *(Number(STATES[one], counts[one], where.with_(show=one).query, one is where.show) for one in states),
    ]


def _counts(lines: Sequence[ReportLine]) -> dict[str, int]:
    """What can be done, in numbers."""
    counts = Counter(one.state for one in lines)
    published = [one for one in lines if one.published_at]
    return {
        "accepted": len(lines) - counts[ReportState.NOT_ACCEPTED],
        "stale": counts[ReportState.OUT_OF_DATE],
        "made": counts[ReportState.MADE],
        "published": len(published),
        "unfetched": sum(one.fetched is None for one in published),
    }


def _releases(place: Place) -> dict[str, list[Release]]:
    every = list(releases_of(place.visit.scope, place.collection))
    return {"waiting": [one for one in every if one.is_pending], "gone": [one for one in every if not one.is_pending]}


def _chosen(request: PortalRequest, place: Place, form: MakeForm, accepted: Sequence[ReportLine]) -> dict[str, object]:
    narrowed = narrowed_by(request.GET)
    shown = [one for one in accepted if narrowed.fits(one.school)]
    return {
        "form": form,
        "number": len(accepted),
        "ticks": [form.line(number, one.school, f"{STATES[one.state]}.") for number, one in enumerate(shown)],
        "narrow": NarrowForm([one.school for one in accepted], narrowed),
        "narrowed": narrowed,
        "back": place.address("authority-reports"),
    }
