"""Where the schools of a collection are: numbers by state, a table that narrows and sorts, and the same as CSV."""

from collections import Counter

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.authority.progress.place_in_list import OF_STATE, InList, Order, Show, place_in
from muster.portal.pages.authority.progress.table import csv_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.reads.progress import SchoolProgress, progress_of
from muster.portal.returns.states import State


class SchoolsForm(Form):
    """What to look for in the table: shown only, for it travels in the address, where nothing is refused."""

    q = forms.CharField(label="Find a school", help_text="Its name, number, URN, trust or area.")
    show = forms.ChoiceField(label="Show", choices=[(one.value, one.words) for one in Show])
    order = forms.ChoiceField(label="Sort by", choices=[(one.value, one.words) for one in Order])


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def progress(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The page: as of now, and it stays as it is until somebody looks again."""
    place, where = place_of(visit, collection), place_in(request.GET)
    lines = progress_of(visit.scope, place.collection)
    find = SchoolsForm(initial={"q": where.search, "show": where.show.value, "order": where.order.value})
    facts = place.facts(
        lines=[(one, _state_words(one.state, place), _when(one)) for one in where.of(lines)],
        total=len(lines),
        numbers=_numbers(lines, place),
        pupils=(sum(one.sent for one in lines), sum(one.expected or 0 for one in lines)),
        find=find,
        where=where,
        as_of=said(clock.now()),
        sees_pupils=_sees_pupils(visit),
    )
    return render(request, "authority/progress/progress.html", facts)


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def download(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The table as it stands at this place, as CSV."""
    place, where = place_of(visit, collection), place_in(request.GET)
    lines = where.of(progress_of(visit.scope, place.collection))
    content = csv_of(lines, place.collection.authority.name)
    name = f"Progress {place.collection.year}.csv"
    return HttpResponse(
        content, "text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _numbers(lines: list[SchoolProgress], place: Place) -> list[tuple[str, int, str]]:
    """Each state's words, its number of schools, and the place in the table where they are, "" where there is none."""
    shown = {state: InList(show=show).query for show, state in OF_STATE.items()}
    counts = Counter(one.state for one in lines)
    return [
        (_state_words(state, place), counts[state], shown.get(state, "") if counts[state] else "")
        for state in State
        if counts[state] or state is not State.REPORTS_READY
    ]


def _sees_pupils(visit: Visit) -> bool:
    """Whether the authority's pages of a return are there for whoever looks."""
    held = visit.access.roles_at_authority(visit.authority) if visit.authority else frozenset()
    return bool(held & {Role.OFFICER, Role.PUPIL_ADVISER})


def _when(line: SchoolProgress) -> str:
    return clock.in_words(line.changed_at) if line.changed_at else ""


def _state_words(state: State, place: Place) -> str:
    return state.words(place.collection.authority.name)
