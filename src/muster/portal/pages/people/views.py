"""The pages on one colleague, shared by schools and authorities; their gates stand where their addresses are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.invitations import give_role, invite, remove, send_link_again
from muster.portal.organisations.actions.memberships import Place
from muster.portal.organisations.models import Membership, Role
from muster.portal.pages.people.forms import InviteForm, RoleForm
from muster.portal.pages.people.places import PeoplePages
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit


def invite_page(
    request: PortalRequest, visit: Visit, pages: PeoplePages, form: InviteForm, place: Place
) -> HttpResponse:
    """Invite somebody; what was typed stays where it is refused. The form is bound when the page was sent."""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            invite(visit.actor, given.get("trust") or place, Role(given["role"]), given["name"], given["email"])
        except Refusal as refusal:
            form.refuse(refusal, "email")
        else:
            messages.success(request, f"{given['name']} was invited. The e-mail goes to {given['email']}.")
            return redirect(pages.list)
    return render(request, "people/invite.html", {"form": form, "pages": pages})


def person_page(request: PortalRequest, visit: Visit, pages: PeoplePages, membership: Membership) -> HttpResponse:
    """What somebody may do, another role for them, and what else can be done."""
    roles = pages.roles_for(membership)
    form = RoleForm(request.POST if request.method == "POST" else None, roles=roles, initial={"role": membership.role})
    if form.is_bound and form.is_valid():
        try:
            give_role(visit.actor, membership, Role(form.cleaned_data["role"]))
        except Refusal as refusal:
            form.refuse(refusal, None if isinstance(refusal, Changed) else "role")
        else:
            messages.success(request, f"{membership.person.name} may now do what you chose.")
            return redirect(pages.list)
    return _page(request, "people/person.html", pages, membership, form)


def link_page(request: PortalRequest, visit: Visit, pages: PeoplePages, membership: Membership) -> HttpResponse:
    """Send somebody their link again."""
    form = Form(request.POST)
    try:
        form.is_valid()
        send_link_again(visit.actor, membership)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, "people/person.html", pages, membership, form)
    messages.success(request, f"A new link goes to {membership.person.email}.")
    return redirect(pages.list)


def remove_page(request: PortalRequest, visit: Visit, pages: PeoplePages, membership: Membership) -> HttpResponse:
    """Ask whether to remove somebody, then do it."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            remove(visit.actor, membership)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{membership.person.name} has no access to {pages.name} any more.")
            return redirect(pages.list)
    return _page(request, "people/remove.html", pages, membership, form)


def _page(
    request: PortalRequest, template: str, pages: PeoplePages, membership: Membership, form: Form
) -> HttpResponse:
    membership.refresh_from_db(fields=["role", "ended_at", "ended_by_name"])
    facts = {"form": form, "pages": pages, "membership": membership, "own": pages.of(membership)}
    facts["may_change"] = pages.may_change(membership)
    return render(request, template, facts | {"roles": pages.roles_for(membership)})
