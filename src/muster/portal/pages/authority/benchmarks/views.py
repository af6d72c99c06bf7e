"""What results are compared with: looked at by officers and advisers, entered and taken back by officers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.framework import load_framework
from muster.measures import Measure
from muster.portal.benchmarks.actions import enter_figures, join_pool, leave_pool, take_figures_back
from muster.portal.benchmarks.entered import in_force
from muster.portal.benchmarks.models import FigureSet, PoolMember
from muster.portal.benchmarks.pooling import LEAST_AUTHORITIES
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.benchmarks.reads.figure_sets import figure_set_at, figure_sets, last_of_year
from muster.portal.benchmarks.reads.pools import member_of
from muster.portal.collecting.practice import practice_of
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.uploads import takes_files
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.benchmarks.cells import columns, drawn
from muster.portal.pages.authority.benchmarks.filling import Filled, Page, filled
from muster.portal.pages.authority.benchmarks.forms import PASTED_AT_MOST, EnterForm, kept_in
from muster.portal.pages.authority.collections.place import Place, results_place_of
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.reporting.content import Benchmark, Comparator

YEARS = (2023, 2022, 2019)
"""The years with published figures that may stand beside today's."""

_BOTH = ["GET", "HEAD", "POST"]
_FILL = "fill"


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def benchmarks(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """All that the authority's results are compared with, and every set that was entered."""
    place = results_place_of(visit, collection)
    sets = [one for kind in FigureSet.Kind for one in figure_sets(visit.scope, kind)]
    shown = {one.pk for kind in FigureSet.Kind for one in in_force([row for row in sets if row.kind == kind])}
    facts = place.facts(
        comparators=[(one, _headlines(place, one)) for one in comparators_for(visit.scope, place.collection)],
        sets=[(one, one.pk in shown) for one in sets],
        switch=practice_of(place.collection).benchmarks,
        years=YEARS,
        member=member_of(visit.scope, place.collection),
        least=LEAST_AUTHORITIES,
    )
    return render(request, "authority/benchmarks/every.html", facts)


def _headlines(place: Place, one: Comparator) -> list[tuple[str, list[Benchmark | None]]]:
    """By subject the figures of all pupils."""
    subjects = load_framework(place.collection.year).subjects
    return [(subject.label, [one.figure(subject.key, measure) for measure in Measure]) for subject in subjects]


@takes_files(PASTED_AT_MOST, 1)
@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def emerging(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Emerging figures of the collection's year."""
    place = results_place_of(visit, collection)
    return _enter(request, place, FigureSet.Kind.EMERGING, place.collection.year)


@takes_files(PASTED_AT_MOST, 1)
@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def published(request: PortalRequest, visit: Visit, collection: str, year: int) -> HttpResponse:
    """Published figures of a former year."""
    place = results_place_of(visit, collection)
    if year not in YEARS:
        raise Http404
    return _enter(request, place, FigureSet.Kind.PUBLISHED, year)


@for_authority(Role.OFFICER)
@require_POST
def take_back(request: PortalRequest, visit: Visit, collection: str, figures: str) -> HttpResponse:
    """Have a set shown nowhere any more."""
    place, row = results_place_of(visit, collection), figure_set_at(visit.scope, figures)
    if row is None:
        raise Http404
    form = RevisedForm(request.POST)
    try:
        take_figures_back(visit.actor, row, form.cleaned_data["revision"] if form.is_valid() else 0)
        messages.success(request, f"The figures of {row.origin} are shown no more.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(place.address("authority-benchmarks"))


@for_authority(Role.OFFICER)
@require_POST
def join(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Let the collection's accepted results count in the figures of several authorities."""
    place = results_place_of(visit, collection)
    try:
        join_pool(visit.actor, place.collection)
        messages.success(request, "Your accepted results count from the next figures on.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(place.address("authority-benchmarks"))


@for_authority(Role.OFFICER)
@require_POST
def leave(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Let them count no more."""
    place = results_place_of(visit, collection)
    member = member_of(visit.scope, place.collection)
    if member is None:
        messages.error(request, "Your results count in no figures of several authorities.")
    else:
        _leave(request, visit, member)
    return redirect(place.address("authority-benchmarks"))


def _leave(request: PortalRequest, visit: Visit, member: PoolMember) -> None:
    try:
        leave_pool(visit.actor, member)
        messages.success(request, "Your results count no more from the next figures on.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)


def _enter(request: PortalRequest, place: Place, kind: FigureSet.Kind, year: int) -> HttpResponse:
    framework = load_framework(place.collection.year)
    last = last_of_year(place.visit.scope, kind, year)
    form = EnterForm(framework, kind, initial=kept_in(last, clock.today()))
    found = None
    if request.method == "POST" and request.POST.get("do") == _FILL:
        found = _filled(request, form, year)
        typed = request.POST.dict() | found.texts | ({"pasted": ""} if found.texts else {})
        form = EnterForm(framework, kind, initial={**form.initial, **typed})
    elif request.method == "POST":
        form = EnterForm(framework, kind, request.POST, request.FILES)
        if form.is_valid() and not form.finds_faults(year) and _entered(place, form, year):
            messages.success(request, "The figures are kept.")
            return redirect(place.address("authority-benchmarks"))
    return _page(request, place, form, year, found)


def _page(request: PortalRequest, place: Place, form: EnterForm, year: int, found: Filled | None) -> HttpResponse:
    facts = place.facts(form=form, rows=drawn(form, form.lines), columns=columns(), year=year, filled=found)
    back = place.address("authority-benchmarks")
    return render(request, "authority/benchmarks/enter.html", facts | {"back": back}, status=form.status)


def _filled(request: PortalRequest, form: EnterForm, year: int) -> Filled:
    file = request.FILES.get("file")
    content = file.read() if file else request.POST.get("pasted", "").encode()
    if len(content) > PASTED_AT_MOST:
        return Filled({}, [Refusal("benchmark_table_unread").sentence])
    return filled(content, Page(form.framework, form.kind, year, form.lines))


def _entered(place: Place, form: EnterForm, year: int) -> bool:
    seen, entering = form.cleaned_data["revision"], form.entering(year)
    return form.does(
        lambda: enter_figures(place.visit.actor, place.collection, entering, seen),
        lambda: _number(place, entering.kind, year),
    )


def _number(place: Place, kind: FigureSet.Kind, year: int) -> int:
    last = last_of_year(place.visit.scope, kind, year)
    return last.number if last else 0
