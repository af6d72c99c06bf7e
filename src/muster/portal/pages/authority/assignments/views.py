"""Which officer looks after which schools: narrowed, ticked, and given to somebody, several at once."""

from collections.abc import Mapping

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.casework.reads.assignments import assignments, looked_after, officers
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Person, Role
from muster.portal.organisations.reads.schools import listed
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.progress.forms import SchoolsForm
from muster.portal.pages.authority.progress.narrowing import Looked, Offered, narrowed, offered, within
from muster.portal.pages.authority.progress.place_in_list import NONE, InList, place_in
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_FIGURES = 9


class Row(Looked, frozen=True):
    """A school with what the page saw of it: who looks after it, as of which revision; `given` was, who has left."""

    revision: int = 0
    given: str = ""

    @property
    def ticked(self) -> str:
        """The tick's value: the school, and the revision that whoever ticks it saw."""
        return f"{self.school.public_id}:{self.revision}"


class AssignForm(Form):
    """Whom the ticked schools are given to."""

    given_to = forms.ChoiceField(
        label="Who looks after the schools ticked below?",
        error_messages={"invalid_choice": "Choose somebody who works here as a data officer, or nobody."},
    )

    def __init__(self, people: list[Person], data: object = None) -> None:
        super().__init__(data)
        named = [(one.public_id, one.name) for one in people]
        self.fields["given_to"].choices = [("", ""), *named, (NONE, "Nobody")]  # type: ignore[attr-defined]


class Ticks(msgspec.Struct, frozen=True):
    """The schools ticked, each with the revision that was seen."""

    seen: Mapping[str, int]

    def __contains__(self, row: object) -> bool:
        return isinstance(row, Row) and row.school.public_id in self.seen


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The schools that fit, with ticks, and to whom those ticked are given."""
    people, rows = list(officers(visit.scope)), _rows(visit.scope)
    choices = offered(rows)
    where = within(place_in(request.GET), choices)
    form = AssignForm(people, request.POST if request.method == "POST" else None)
    ticks = _ticks(request)
    if form.is_bound and form.is_valid() and _assigned(request, visit, form, people, ticks):
        return redirect(_address(where))
    shown = narrowed(rows if not form.is_bound else _rows(visit.scope), where)
    if request.GET.get("tick") == "all" and not form.is_bound:
        ticks = Ticks({one.school.public_id: one.revision for one in shown})
    facts = {
        "own": authority_of(visit),
        "form": form,
        "find": _find(where, choices, visit),
        "where": where,
        "rows": [(one, one in ticks) for one in shown],
        "total": len(rows),
        "tick_all": f"{_address(where)}{'&' if where.query else '?'}tick=all",
    }
    return render(request, "authority/assignments/assign.html", facts)


def _assigned(request: PortalRequest, visit: Visit, form: AssignForm, people: list[Person], ticks: Ticks) -> bool:
    chosen = form.cleaned_data["given_to"]
    officer = next((one for one in people if one.public_id == chosen), None)
    try:
        assign_schools(visit.actor, authority_of(visit), officer, ticks.seen)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    number = len(ticks.seen)
    who = f"{officer.name} looks" if officer else "Nobody in particular looks"
    messages.success(request, f"{who} after {'this school' if number == 1 else f'these {number} schools'} now.")
    return True


def _rows(scope: Scope) -> list[Row]:
    """Every open school, by name."""
    given, here = assignments(scope), looked_after(scope)
    rows = []
    for school in listed(scope):
        held, officer = given.get(school.pk), here.get(school.pk)
        left = held.officer.name if held and held.officer and not officer else ""
        rows.append(Row(school, officer, held.revision if held else 0, left))
    return rows


def _ticks(request: PortalRequest) -> Ticks:
    """What was ticked; a value that is none of ours counts as not ticked."""
    parts = [one.partition(":") for one in request.POST.getlist("schools")]
    return Ticks(
        {school: int(seen) for school, _, seen in parts if seen.isascii() and seen.isdecimal() and len(seen) < 9}
    )


def _find(where: InList, choices: Offered, visit: Visit) -> SchoolsForm:
    form = SchoolsForm(where, choices, authority_of(visit).name, visit.person)
    del form.fields["show"]
    return form


def _address(where: InList) -> str:
    return f"{reverse('authority-assignments')}?{where.query}".removesuffix("?")
