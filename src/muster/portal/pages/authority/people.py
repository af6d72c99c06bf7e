"""The authority's own people and its trusts': seen by all of them, changed by officers.

Who decides there, a manager alone says, where there is one.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from msgspec.structs import replace

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.revoking import revoke as end_access
from muster.portal.organisations.models import Authority, Membership, Role
from muster.portal.organisations.permissions import can_change_member, can_settle
from muster.portal.organisations.provider.claims import gives_roles
from muster.portal.organisations.reads.memberships import (
    authority_membership,
    has_manager,
    membership_of_authority,
    people_of_authority,
)
from muster.portal.organisations.reads.providers import comes_by_provider, emergency_account, provider_of
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
    pages = pages_of(visit)
    typed = request.POST if request.method == "POST" else None
    form = InviteToAuthorityForm(typed, trusts=trusts(visit.scope), roles=pages.roles)
    return views.invite_page(request, visit, pages, form, authority_of(visit))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """One of them: another role, their link again, their removal."""
    found = _found(visit, membership)
    if request.method == "POST":
        check_may_change(visit, found)
    return views.person_page(request, visit, _pages_for(visit, found), found)


@for_authority(Role.OFFICER)
@require_POST
def link(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Send one of them their link again."""
    return views.link_page(request, visit, pages_of(visit), _found(visit, membership))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Remove one of them, once that is said twice."""
    found = _found(visit, membership)
    check_may_change(visit, found)
    return views.remove_page(request, visit, pages_of(visit), found)


@for_authority(Role.OFFICER)
@require_POST
def revoke(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """End every session and membership of somebody, of the authority or of a school of its, in one press."""
    found = membership_of_authority(visit.scope, membership)
    if found is None:
        raise Http404
    check_may_change(visit, found)
    try:
        ended = end_access(visit.actor, authority_of(visit), found.person)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        said = "one role" if ended == 1 else f"{ended} roles"
        messages.success(request, f"{found.person.name} is signed out everywhere, and has lost {said} here.")
    return redirect("authority-people")


def check_may_change(visit: Visit, membership: Membership) -> None:
    """Turn away who may not change or end this person's part: all that they are at the authority counts."""
    rows = Membership.objects.filter(person=membership.person, authority=membership.authority, ended_at__isnull=True)
    manager = has_manager(visit.scope)
    if not all(can_change_member(visit.access, one, has_manager=manager) for one in [membership, *rows]):
        raise PermissionDenied


def may_settle(visit: Visit) -> bool:
    """Whether whoever looks settles how the authority signs in, its details, and who decides there."""
    return can_settle(visit.access, authority_of(visit), has_manager=has_manager(visit.scope))


def authority_of(visit: Visit) -> Authority:
    """The authority whose page it is: the gate has found it."""
    if visit.authority is None:
        raise Http404
    return visit.authority


def pages_of(visit: Visit) -> PeoplePages:
    """Where the pages on the authority's people are."""
    return at_authority(authority_of(visit).name, reverse("authority-people"), may_settle=may_settle(visit))


def _pages_for(visit: Visit, membership: Membership) -> PeoplePages:
    """The pages, without a role to give where that is not settled here."""
    pages, provider = pages_of(visit), provider_of(visit.scope)
    emergency = emergency_account(visit.scope)
    if emergency is not None and emergency.membership == membership:
        return replace(
            pages, roles=(), note="This is the emergency account. It is replaced under “How people sign in”."
        )
    by_groups = provider is not None and provider.is_on and gives_roles(provider) and membership.trust is None
    if by_groups and provider and comes_by_provider(visit.scope, membership.person):
        said = f"What they may do comes from their groups at {provider.name}, anew each time that they sign in."
        return replace(pages, roles=(), note=said)
    return pages


def _found(visit: Visit, public_id: str) -> Membership:
    found = authority_membership(visit.scope, public_id)
    if found is None:
        raise Http404
    return found
