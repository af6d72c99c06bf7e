"""Somebody lost the phone with their authenticator app, and their recovery codes: an officer lets them in again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.actions.authenticators import remove_app
from muster.portal.organisations.models import Membership, Role
from muster.portal.organisations.signing_in.authenticators import has_app
from muster.portal.pages.authority.people import check_may_change
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect_for(request: PortalRequest, visit: Visit, membership: str) -> HttpResponse:
    """Disconnect somebody's app, so that a code goes to their own address again. One's own takes a password."""
    found = _found(visit.scope, membership)
    person = found.person
    if person == visit.person:
        return redirect("disconnect-app")
    check_may_change(visit, found)
    if request.method == "POST" and has_app(person):
        remove_app(visit.actor, person)
        messages.success(request, f"The app of {person.name} is disconnected. They get their codes by e-mail now.")
        return redirect("disconnect-for", membership=membership)
    return render(request, "door/disconnect_for.html", {"person": person, "has_app": has_app(person)})


def _found(scope: Scope, membership: str) -> Membership:
    """The membership, where it is one of this authority and has not ended."""
    rows = scope.within(Membership.objects.select_related("person", "authority").filter(ended_at__isnull=True))
    found = rows.filter(public_id=membership).first()
    if found is None:
        raise Http404
    return found
