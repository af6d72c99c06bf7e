"""A school's home: what is asked of it, what to do next, who belongs to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.organisations.models import Role
from muster.portal.organisations.reads.head_changes import waiting_at
from muster.portal.organisations.reads.memberships import people_at
from muster.portal.pages.returns.tasks.asked import asked_of
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school


@for_school()
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What the school is asked for now, with its one next step; what it was asked for before; its people."""
    school = school_of(visit)
    people = list(people_at(visit.scope, school))
    asked = asked_of(visit, visit.scope, [school])
    facts = {
        "school": school,
        "people": people,
        "head": next((one for one in people if one.role == Role.HEAD), None),
        "change": waiting_at(visit.scope, school),
        "current": [one for one in asked if one.is_current],
        "former": [one for one in asked if not one.is_current],
    }
    return render(request, "school/home.html", facts)
