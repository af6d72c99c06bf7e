"""Sending a file."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.uploads import takes_files
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.returns.send.forms import SendForm
from muster.portal.pages.returns.send.help import helps_for
from muster.portal.pages.shared.gates import PortalRequest, Visit
from muster.portal.returns.actions import Sent, send_file
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Version
from muster.portal.returns.policies import check_move

_AWAY = frozenset({"readers_busy", "file_not_kept"})
"""Refusals that are ours alone: the same file again, a little later, is taken."""

_RECEIVED_BEFORE = "You have sent this file before, and it is the newest that we have. Nothing has changed."


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
    if not form.is_valid():
        return _page(request, place, form)
    try:
        sent = _sent(place, form)
    except Refusal as refusal:
        return _refused(request, visit, request_id, form, refusal)
    return _onward(request, place, sent)


def _sent(place: Place, form: SendForm) -> Sent:
    """Send the file. Another file from the same form is another sending: the key is the form's and the file's."""
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    name, content = file.name or "", file.read()
    key = digest_of(form.cleaned_data["once"], name, content)
    return send_file(place.visit.actor, place.request, form.cleaned_data["revision"], name, content, key)


def _onward(request: PortalRequest, place: Place, sent: Sent) -> HttpResponse:
    if sent.turned_away:
        return redirect(place.address("return-stopped", turned_away=sent.turned_away))
    if sent.again:
        messages.success(request, _RECEIVED_BEFORE)
    return redirect(place.address("return-check"))


def _refused(request: PortalRequest, visit: Visit, request_id: str, form: SendForm, refusal: Refusal) -> HttpResponse:
    """The form once more, as things are now: a browser gives no file back, so it must be chosen again."""
    place = place_of(visit, request_id)
    if isinstance(refusal, Changed):
        form.keep(Changed("sent_meanwhile", **refusal.facts), place.school_return.revision)
    else:
        form.refuse(refusal)
    away = refusal.id in _AWAY
    return _page(request, place, form, HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.CONFLICT)


def _page(request: PortalRequest, place: Place, form: SendForm, status: int = HTTPStatus.OK) -> HttpResponse:
    collection, newest = place.collection, place.school_return.newest
    facts = {
        "form": form,
        "withheld": _withheld(place),
        "deadline": said(collection.deadline),
        "closes": said(collection.closes_at),
        "is_late": is_late(collection),
        "newest": newest,
        "on_screen": newest is not None and newest.origin == Version.Origin.SCREEN,
        "is_confirmed": place.school_return.in_force == InForce.CONFIRMED,
        "helps": helps_for(place.school, collection),
    }
    return render(request, "returns/send/send.html", place.facts(**facts), status=status)


def _withheld(place: Place) -> str:
    """Why nothing can be sent now, in a sentence; "" where it can."""
    if place.may_act:
        return Refusal("not_acting").sentence
    try:
        check_move("upload", place.school_return)
    except Refusal as refusal:
        return refusal.sentence
    return ""
