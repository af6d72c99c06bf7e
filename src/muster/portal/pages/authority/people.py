"""The authority's officers and advisers, and its trusts' data leads: seen by all of them, changed by officers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.organisations.models import Authority, Membership, Role
from muster.portal.organisations.reads.memberships import authority_membership, people_of_authority
from muster.portal.organisations.reads.schools import trusts
from muster.portal.pages.people import views
from muster.portal.pages.people.forms import InviteToAuthorityForm
from muster.portal.pages.people.places import PeoplePages, at_authority
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def people(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who works for the authority, and who leads its trusts' data."""
    facts = {"pages": pages_of(visit), "people": people_of_authority(visit.scope)}
    return render(request, "authority/people.html", facts | {"may_manage": visit.role == Role.OFFICER})


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Invite an officer, an adviser or a trust's data lead."""
    form = InviteToAuthorityForm(request.POST if request.method == "POST" else None, trusts=trusts(visit.scope))
    return views.invite_page(request, visit, pages_of(visit), form, authority_of(visit))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """One of them: another role, their link again, their removal."""
    return views.person_page(request, visit, pages_of(visit), _found(visit, membership))


@for_authority(Role.OFFICER)
@require_POST
def link(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Send one of them their link again."""
    return views.link_page(request, visit, pages_of(visit), _found(visit, membership))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Remove one of them, once that is said twice."""
    return views.remove_page(request, visit, pages_of(visit), _found(visit, membership))


def authority_of(visit: Visit) -> Authority:
    """The authority whose page it is: the gate has found it."""
    if visit.authority is None:
        raise Http404
    return visit.authority


def pages_of(visit: Visit) -> PeoplePages:
    """Where the pages on the authority's people are."""
    return at_authority(authority_of(visit).name, reverse("authority-people"))


def _found(visit: Visit, public_id: str) -> Membership:
    found = authority_membership(visit.scope, public_id)
    if found is None:
        raise Http404
    return found
