"""Where the schools of a collection are: numbers by state, a curve, a table that narrows and sorts, and its files."""

from collections import Counter
from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.organisations.models import Role
from muster.portal.organisations.permissions import sees_pupils_at
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.progress.curve import curve_of
from muster.portal.pages.authority.progress.forms import SchoolsForm
from muster.portal.pages.authority.progress.kept_place import keep_place, kept_place
from muster.portal.pages.authority.progress.lines import Line, fitting, lines_of
from muster.portal.pages.authority.progress.narrowing import offered, within
from muster.portal.pages.authority.progress.place_in_list import OF_STATE, InList, place_in
from muster.portal.pages.authority.progress.rows import A_PAGE, headings, pages_of, rows_of
from muster.portal.pages.authority.progress.table import csv_of, xlsx_of
from muster.portal.pages.authority.progress.watching import time_of, watching_address
from muster.portal.pages.shared.downloads import CSV, XLSX, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.reads.changes import Mark
from muster.portal.returns.states import State

_KINDS = {"csv": CSV, "xlsx": XLSX}


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def progress(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The page: as of now, and it stays as it is until somebody looks again.

    Whoever comes back without saying a place is led to where they were last.
    """
    place = place_of(visit, collection)
    kept = kept_place(request, place.collection)
    if not request.GET and kept:
        return redirect(f"{place.address('authority-progress')}?{kept}")
    now = clock.now()
    lines = lines_of(visit.scope, place.collection)
    choices = offered(lines)
    where = within(place_in(request.GET), choices)
    keep_place(request, place.collection, where)
    shown = fitting(lines, where)
    page = Paginator(shown, max(len(shown), 1) if where.whole else A_PAGE).get_page(where.page)
    mark = Mark(now, sum(one.progress.seen for one in lines))
    sees_pupils = sees_pupils_at(visit.access, authority_of(visit))
    facts = place.facts(
        sees_pupils=sees_pupils,
        total=len(lines),
        numbers=_numbers(lines, place),
        sent=f"{sum(one.progress.sent for one in lines):,}",
        expected=f"{sum(one.progress.expected or 0 for one in lines):,}",
        curve=curve_of(visit.scope, place.collection) if lines else None,
        find=SchoolsForm(where, choices, place.collection.authority.name, visit.person),
        where=where,
        headings=headings(where, of_results=place.is_of_results),
        found=len(shown),
        elsewhere=InList(search=where.search) if not shown and fitting(lines, InList(search=where.search)) else None,
        rows=rows_of(page.object_list, place, where, sees_pupils=sees_pupils),
        pages=pages_of(page, where),
        as_of=time_of(now),
        watching=watching_address(place, mark),
        shares=f"{reverse('authority-assignments')}?{where.query}",
    )
    return render(request, "authority/progress/progress.html", facts)


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def download(request: PortalRequest, visit: Visit, collection: str, kind: str) -> HttpResponse:
    """The table as it stands at this place, every page of it, as CSV or XLSX."""
    place = place_of(visit, collection)
    lines = lines_of(visit.scope, place.collection)
    shown = fitting(lines, within(place_in(request.GET), offered(lines)))
    content = (csv_of if kind == "csv" else xlsx_of)(shown, place.collection.authority.name)
    return file_to_save(content, _KINDS[kind], _file_name(place.collection, kind))


def _file_name(collection: Collection, kind: str) -> str:
    return f"Progress {collection.year}.{kind}"


def _numbers(lines: Sequence[Line], place: Place) -> list[tuple[str, int, str]]:
    """Each state's words, its number of schools, and the place in the table where they are, "" where there is none."""
    shown = {state: InList(show=show).query for show, state in OF_STATE.items()}
    counts = Counter(one.progress.state for one in lines)
    return [
        (state.words(place.collection.authority.name), counts[state], shown.get(state, "") if counts[state] else "")
        for state in State
        if counts[state] or state is not State.REPORTS_READY
    ]
