"""The authority's page on one school: its facts, its people, its head."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.head_changes import name_head
from muster.portal.organisations.models import Role
from muster.portal.organisations.reads.head_changes import last_at, waiting_at
from muster.portal.organisations.reads.memberships import head_of, people_at
from muster.portal.pages.authority.forms import NameHeadForm
from muster.portal.pages.authority.schools import place_in
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.reads.overview import returns_of_schools


@for_school(Role.OFFICER, Role.ADVISER)
@require_safe
def school(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What the authority knows of the school; the way back leads to where one was in the list."""
    found = school_of(visit)
    facts = {
        "school": found,
        "people": people_at(visit.scope, found),
        "people_list": reverse("school-people", kwargs={"school": found.public_id}),
        "change": last_at(visit.scope, found),
        "back": place_in(QueryDict(request.GET.get("list", ""))).address,
        "may_manage": visit.role == Role.OFFICER,
        "returns": returns_of_schools(visit.scope, [found]) if _sees_pupils(visit) else [],
        "may_read_notes": _sees_pupils(visit),
    }
    return render(request, "authority/school.html", facts)


def _sees_pupils(visit: Visit) -> bool:
    held = visit.access.roles_at_school(school_of(visit))
    return bool(held & {Role.OFFICER, Role.PUPIL_ADVISER})


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Name the school's head at once."""
    found = school_of(visit)
    present = head_of(visit.scope, found)
    seen = present.public_id if present else ""
    form = NameHeadForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if form.is_bound and form.is_valid() and _named(request, visit, form):
        return redirect("authority-school", school=found.public_id)
    facts = {"school": found, "head": present, "change": waiting_at(visit.scope, found), "form": form}
    return render(request, "authority/name_head.html", facts)


def _named(request: PortalRequest, visit: Visit, form: NameHeadForm) -> bool:
    given, place = form.cleaned_data, school_of(visit)
    try:
        name_head(visit.actor, place, given["name"], given["email"], seen=given["seen"])
    except Changed as changed:
        form.keep_over(changed, head_of(visit.scope, place))
        return False
    except Refusal as refusal:
        form.refuse(refusal, "email")
        return False
    messages.success(request, f"{given['name']} is now the head teacher of {place.name}, and is told by e-mail.")
    return True
