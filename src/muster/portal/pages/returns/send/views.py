"""Sending a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.foundation.uploads import takes_files
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.returns.send.forms import SendForm
from muster.portal.pages.returns.send.help import helps_for
from muster.portal.pages.returns.sending import SENT_BEFORE, taken
from muster.portal.pages.shared.gates import PortalRequest, Visit
from muster.portal.returns.actions import Sent, send_file
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Version


@takes_files()
@for_move("upload")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The form for a file, with help; what was sent leads to its check, or to why it was stopped."""
    place = place_of(visit, request_id)
    revision = place.school_return.revision
    if request.method != "POST":
        return _page(request, place, SendForm(revision=revision))
    form = SendForm(request.POST, request.FILES, revision=revision)
    sent = taken(place, form, send_file) if form.is_valid() else None
    return _page(request, place.now(), form) if sent is None else _onward(request, place, sent)


def _onward(request: PortalRequest, place: Place, sent: Sent) -> HttpResponse:
    if sent.turned_away:
        return redirect(place.address("return-stopped", turned_away=sent.turned_away))
    if sent.again:
        messages.success(request, SENT_BEFORE)
    return redirect(place.address("return-check"))


def _page(request: PortalRequest, place: Place, form: SendForm) -> HttpResponse:
    collection, newest = place.collection, place.school_return.newest
    facts = {
        "form": form,
        "withheld": place.withheld("upload"),
        "deadline": said(collection.deadline),
        "closes": said(collection.closes_at),
        "is_late": is_late(collection),
        "newest": newest,
        "on_screen": newest is not None and newest.origin == Version.Origin.SCREEN,
        "is_confirmed": place.school_return.in_force == InForce.CONFIRMED,
        "helps": helps_for(place.school, collection),
    }
    return render(request, "returns/send/send.html", place.facts(**facts), status=form.status)
