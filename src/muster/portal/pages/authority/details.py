"""What the authority says of itself on every page and in every mail."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.organisations.actions.details import Details, change_details
from muster.portal.organisations.models import Authority, Role
from muster.portal.pages.authority.forms import DetailsForm
from muster.portal.pages.authority.people import authority_of, may_settle
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_FIELDS = ("name", "team_name", "team_email", "team_telephone", "colour", "revision")


@for_authority(Role.OFFICER, Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The authority's name, data team and colour: seen by all of its people, changed by who settles its matters."""
    own, may = authority_of(visit), may_settle(visit)
    if request.method == "POST" and not may:
        raise PermissionDenied
    shown = {name: getattr(own, name) for name in _FIELDS}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_bound and form.is_valid() and _changed(visit, own, form):
        messages.success(request, "The details are saved. Pages and e-mails say them from now on.")
        return redirect("authority-details")
    return render(request, "authority/details.html", {"form": form, "own": own, "may_settle": may})


def _changed(visit: Visit, own: Authority, form: DetailsForm) -> bool:
    given = dict(form.cleaned_data)
    seen = given.pop("revision")

    def now() -> int:
        own.refresh_from_db()
        return own.revision

    return form.does(lambda: change_details(visit.actor, own, seen, Details(**given)), now)
