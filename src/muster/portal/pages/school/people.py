"""The people of a school: seen by all of them, changed by the head and by officers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.organisations.models import Membership, Role, School
from muster.portal.organisations.permissions import can_manage_people
from muster.portal.organisations.reads.memberships import membership_at, people_at
from muster.portal.pages.people import views
from muster.portal.pages.people.forms import InviteForm
from muster.portal.pages.people.places import PeoplePages, at_school
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school

_MANAGERS = (Role.HEAD, Role.OFFICER)


@for_school()
@require_safe
def people(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who belongs to the school, and what they may do."""
    school = school_of(visit)
    facts = {"school": school, "pages": pages_of(school), "people": people_at(visit.scope, school)}
    return render(request, "school/people.html", facts | {"may_manage": can_manage_people(visit.access, school)})


@for_school(*_MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Invite a colleague."""
    school = school_of(visit)
    form = InviteForm(request.POST if request.method == "POST" else None)
    return views.invite_page(request, visit, pages_of(school), form, school)


@for_school(*_MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """One colleague: another role, their link again, their removal."""
    return views.person_page(request, visit, pages_of(school_of(visit)), _found(visit, membership))


@for_school(*_MANAGERS)
@require_POST
def link(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Send a colleague their link again."""
    return views.link_page(request, visit, pages_of(school_of(visit)), _found(visit, membership))


@for_school(*_MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Remove a colleague, once that is said twice."""
    return views.remove_page(request, visit, pages_of(school_of(visit)), _found(visit, membership))


def school_of(visit: Visit) -> School:
    """The school whose page it is: the gate has found it."""
    if visit.school is None:
        raise Http404
    return visit.school


def pages_of(school: School) -> PeoplePages:
    """Where the pages on the school's people are."""
    return at_school(school.name, reverse("school-people", kwargs={"school": school.public_id}))


def _found(visit: Visit, public_id: str) -> Membership:
    found = membership_at(visit.scope, school_of(visit), public_id)
    if found is None:
        raise Http404
    return found
