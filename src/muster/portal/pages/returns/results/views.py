"""Looking at the results: the pupils, the figures, what changed, and the list to agree."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.returns.results.differences import differences
from muster.portal.pages.returns.results.figures import figures_of, measure_names
from muster.portal.pages.returns.results.forms import FilterForm
from muster.portal.pages.returns.results.listing import Group, Pupil, choice_in, chosen
from muster.portal.pages.returns.results.pictures import outcomes_chart, shares_chart
from muster.portal.pages.returns.results.seen import Seen, look_at
from muster.portal.pages.returns.results.tables import outcomes_table
from muster.portal.pages.returns.results.workbook import workbook_of
from muster.portal.pages.shared.downloads import XLSX, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Version
from muster.portal.returns.reads.results import results_of
from muster.portal.returns.reads.returns import versions_of
from muster.portal.rolls.reads import history_of

A_PAGE = 30
"""How many pupils stand on a printed page."""


@for_school(*SEES_PUPILS)
@require_safe
def results(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The figures, and every pupil in a list to sort and narrow."""
    place = place_of(visit, request_id)
    seen = look_at(place)
    if seen is None:
        return render(request, "returns/results/nothing.html", place.facts())
    pupils = seen.pupils_with_groups()
    facts = {"seen": seen, "version": seen.version, **_figures(seen, pupils), **_list(request, seen, pupils)}
    return render(request, "returns/results/results.html", place.facts(**facts))


@for_school(*SEES_PUPILS)
@require_safe
def changes(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """What is otherwise than in the version before."""
    place = place_of(visit, request_id)
    seen = look_at(place)
    if seen is None:
        return render(request, "returns/results/nothing.html", place.facts())
    before = _before(place, seen.version)
    found = differences(results_of(visit.scope, before), seen.results, seen.subjects) if before else None
    facts = {"seen": seen, "version": seen.version, "before": before, "found": found}
    facts["before_at"] = said(before.made_at) if before else ""
    return render(request, "returns/results/changes.html", place.facts(**facts))


@for_school(*SEES_PUPILS)
@require_safe
def printed(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The list to print, for those who agree the results."""
    place = place_of(visit, request_id)
    seen = look_at(place)
    if seen is None:
        return render(request, "returns/results/nothing.html", place.facts())
    pupils = seen.pupils
    sheets = [pupils[first : first + A_PAGE] for first in range(0, len(pupils), A_PAGE)]
    facts = {"seen": seen, "version": seen.version, "sheets": sheets, "today": clock.today()}
    return render(request, "returns/results/print.html", place.facts(**facts))


@for_school(*SEES_PUPILS)
@require_safe
def download(_request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The list as a workbook. Its name begins with the school's URN: file-sending systems find the school by it."""
    place = place_of(visit, request_id)
    seen = look_at(place, "results_download")
    if seen is None:
        return redirect(place.address("return-results"))
    name = f"{place.school.urn}_KS1 results {place.collection.year}.xlsx"
    return file_to_save(workbook_of(seen), XLSX, name)


def _figures(seen: Seen, pupils: list[Pupil]) -> dict[str, Any]:
    place, framework = seen.place, seen.framework
    history = history_of(place.visit.scope, place.school)
    # A child who is listed twice is one pupil.
    codes = {pupil.child: pupil.codes for pupil in pupils if not pupil.is_struck}
    figures = figures_of(framework, place.school, codes.values(), history, science=place.collection.science)
    names = measure_names(framework)
    return {
        "figures": figures,
        "struck": sum(pupil.is_struck for pupil in pupils),
        "names": names,
        "shares": shares_chart(figures, names),
        "outcomes": outcomes_chart(figures, framework, names),
        "outcome_rows": outcomes_table(figures.counts, framework),
    }


def _list(request: PortalRequest, seen: Seen, pupils: list[Pupil]) -> dict[str, Any]:
    choice = choice_in(request.GET, seen.subjects, seen.codes)
    listed = chosen(pupils, choice)
    groups = [group for group in Group if any(group in pupil.groups for pupil in pupils)]
    return {
        "choice": choice,
        "pupils": listed,
        "shown": sum(pupil.is_shown for pupil in listed),
        "find": FilterForm(choice, seen.names, seen.codes, groups),
        "columns": [(key, name, choice.sorted_by(key), choice.direction(key)) for key, name in _columns(seen).items()],
    }


def _columns(seen: Seen) -> dict[str, str]:
    return {"pupil": "Pupil", "born": "Date of birth", **seen.names}


def _before(place: Place, version: Version) -> Version | None:
    """The version before this one; None where it is the first."""
    every = versions_of(place.visit.scope, place.school_return)
    return next((one for one in every if one.number < version.number), None)
