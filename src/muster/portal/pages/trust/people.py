"""The people of a trust: seen by all of them, changed by those who see its pupils."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.trust_people import name_colleague
from muster.portal.organisations.models import Membership, Role, Trust
from muster.portal.organisations.reads.trust_people import membership_at_trust, people_of_trust
from muster.portal.pages.people import views
from muster.portal.pages.people.forms import TRUST_ROLES, InviteForm
from muster.portal.pages.people.places import PeoplePages, at_trust
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_trust

_BOTH = ["GET", "HEAD", "POST"]


@for_trust()
@require_safe
def people(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who sees the trust's schools, and who of them sees pupils."""
    found = trust_of(visit)
    facts = {"trust": found, "pages": pages_of(found), "people": people_of_trust(visit.scope, found)}
    return render(request, "trust/people.html", facts | {"may_manage": _manages(visit)})


@for_trust(Role.TRUST_LEAD)
@require_http_methods(_BOTH)
def invite(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Name a colleague; the authority is told."""
    found, pages = trust_of(visit), pages_of(trust_of(visit))
    form = InviteForm(request.POST if request.method == "POST" else None, roles=TRUST_ROLES)
    if form.is_bound and form.is_valid() and _named(visit, found, form):
        return redirect(pages.list)
    return render(request, "people/invite.html", {"form": form, "pages": pages})


@for_trust(Role.TRUST_LEAD)
@require_http_methods(_BOTH)
def person(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """One colleague: another role, their link again, their removal."""
    return views.person_page(request, visit, pages_of(trust_of(visit)), _found(visit, membership))


@for_trust(Role.TRUST_LEAD)
@require_POST
def link(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Send a colleague their link again."""
    return views.link_page(request, visit, pages_of(trust_of(visit)), _found(visit, membership))


@for_trust(Role.TRUST_LEAD)
@require_http_methods(_BOTH)
def remove(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Remove a colleague, once that is said twice."""
    return views.remove_page(request, visit, pages_of(trust_of(visit)), _found(visit, membership))


def trust_of(visit: Visit) -> Trust:
    """The trust whose page it is: the gate has found it."""
    if visit.trust is None:
        raise Http404
    return visit.trust


def pages_of(trust: Trust) -> PeoplePages:
    """Where the pages on the trust's people are."""
    return at_trust(trust.name, reverse("trust-people", kwargs={"trust": trust.public_id}))


def _manages(visit: Visit) -> bool:
    return Role.TRUST_LEAD in visit.access.roles_at_trust(trust_of(visit))


def _named(visit: Visit, trust: Trust, form: InviteForm) -> bool:
    given = form.cleaned_data
    try:
        name_colleague(visit.actor, trust, Role(given["role"]), given["name"], given["email"])
    except Refusal as refusal:
        form.refuse(refusal, "email")
        return False
    return True


def _found(visit: Visit, public_id: str) -> Membership:
    found = membership_at_trust(visit.scope, trust_of(visit), public_id)
    if found is None:
        raise Http404
    return found
