"""Who has not fetched the reports that were published, and a reminder to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import results_place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.publishing.actions.reminding import remind_unfetched
from muster.portal.publishing.reads.office import report_lines
from muster.portal.returns.actions.messages import Told
from muster.rules.causes import counted


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def unfetched(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The schools, and for officers the reminder."""
    place = results_place_of(visit, collection)
    every = report_lines(visit.scope, place.collection)
    facts = {
        "lines": [one for one in every if one.published_at and one.fetched is None],
        "published": any(one.published_at for one in every),
        "back": place.address("authority-reports"),
    }
    return render(request, "authority/reports/unfetched.html", place.facts(**facts))


@for_authority(Role.OFFICER)
@require_POST
def remind(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Write to them."""
    place = results_place_of(visit, collection)
    try:
        told = remind_unfetched(visit.actor, place.collection)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, _said(told))
    return redirect(place.address("authority-reports-unfetched"))


def _said(told: Told) -> str:
    """What became of it, in a sentence or two."""
    said = f"{counted(len(told.requests) - len(told.unreached), 'school is', 'schools are')} written to."
    if told.unreached:
        said += f" {counted(len(told.unreached), 'school has', 'schools have')} no address to write to."
    return said
