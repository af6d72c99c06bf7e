"""One school by hand: added, its details changed, its number changed, merged into another."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.casework.actions.mergers import merge_schools
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.school_details import add_school, change_details, renumber
from muster.portal.organisations.models import Role, School
from muster.portal.organisations.reads.schools import Show, listed, school_with
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.tables.forms import AddForm, DetailsForm, MergeForm, RenumberForm
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority, for_school

_BOTH = ["GET", "HEAD", "POST"]


@for_authority(Role.OFFICER)
@require_http_methods(_BOTH)
def add(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Add one school."""
    own = authority_of(visit)
    form = AddForm(request.POST if request.method == "POST" else None, initial={"la": own.la})
    if form.is_bound and form.is_valid():
        try:
            made = add_school(visit.actor, own, form.row())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{made.name} is added.")
            return redirect("authority-school", school=made.public_id)
    return render(request, "authority/tables/add_school.html", {"own": own, "form": form})


@for_school(Role.OFFICER)
@require_http_methods(_BOTH)
def details(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Change details of a school."""
    school = school_of(visit)
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm(initial=DetailsForm.of(school))

    def change() -> str:
        changed = change_details(visit.actor, school, form.cleaned_data["revision"], form.cleaned_data)
        return "The details are changed." if changed else "Nothing was changed."

    return _page(request, visit, school, form, change, "authority/tables/school_details.html")


@for_school(Role.OFFICER)
@require_http_methods(_BOTH)
def number(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Give a school another number: it has become another."""
    school = school_of(visit)
    shown = {name: getattr(school, name) for name in ("la", "estab", "urn", "name", "revision")}
    form = RenumberForm(request.POST) if request.method == "POST" else RenumberForm(initial=shown)

    def change() -> str:
        now = renumber(visit.actor, school, form.cleaned_data["revision"], form.row())
        return f"{now.name} has the number {now.number} and the URN {now.urn} now."

    return _page(request, visit, school, form, change, "authority/tables/school_number.html")


@for_school(Role.OFFICER)
@require_http_methods(_BOTH)
def merge(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Merge a school into another."""
    school = school_of(visit)
    others = list(listed(visit.scope, show=Show.OPEN).exclude(pk=school.pk))
    form = MergeForm(others, request.POST if request.method == "POST" else None, initial={"revision": school.revision})

    def change() -> str:
        given = form.cleaned_data
        into = next(one for one in others if one.public_id == given["into"])
        merge_schools(visit.actor, school, into, given["revision"], given["on"])
        return f"{school.name} is merged into {into.name}."

    return _page(request, visit, school, form, change, "authority/tables/school_merge.html")


def _page(
    request: PortalRequest, visit: Visit, school: School, form: RevisedForm, change: Callable[[], str], template: str
) -> HttpResponse:
    if form.is_bound and form.is_valid() and _changed(request, visit, school, form, change):
        return redirect("authority-school", school=school.public_id)
    shown = school_with(visit.scope, school.public_id)
    return render(request, template, {"school": shown, "form": form})


def _changed(
    request: PortalRequest, visit: Visit, school: School, form: RevisedForm, change: Callable[[], str]
) -> bool:
    def now() -> int:
        found = school_with(visit.scope, school.public_id)
        return found.revision if found else 0

    return form.does(lambda: messages.success(request, change()), now)
