"""Sending a file that is all that is asked for, and what came of it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.audit.viewing import record_view
from muster.portal.collecting.practice import Takes, practice_of
from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.collecting.wanted import asked_for
from muster.portal.foundation import files
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.uploads import takes_files
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.handing_in.forms import HandInForm
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, file_place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.handing_in import Received, hand_in
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.handed_in import handed_in as files_of
from muster.portal.returns.reads.handed_in import handed_in_at

_AWAY = frozenset({"readers_busy", "file_not_kept"})
_AGAIN = "You have sent this file before, and it is the newest that we have. Nothing has changed."


@takes_files()
@for_move("hand_in")
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The form for a file; what was taken leads to its receipt."""
    place = file_place_of(visit, request_id)
    revision = place.school_return.revision
    if request.method != "POST":
        return _page(request, place, HandInForm(revision=revision))
    form = HandInForm(request.POST, request.FILES, revision=revision)
    if not form.is_valid():
        return _page(request, place, form)
    try:
        received = _received(place, form)
    except Refusal as refusal:
        return _refused(request, visit, request_id, form, refusal)
    if received.again:
        messages.success(request, _AGAIN)
    return redirect(place.address("return-handed-in"))


@for_school(*SEES_PUPILS)
@require_safe
def received(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The receipt of the newest file, and the files before it."""
    place = file_place_of(visit, request_id)
    came = files_of(visit.scope, place.request)
    facts = {"newest": came[0] if came else None, "came": came, "may_send": place.may("hand_in")}
    return render(request, "returns/handing_in/received.html", place.facts(**facts))


@for_school(*SEES_PUPILS)
@require_safe
def file(_request: PortalRequest, visit: Visit, request_id: str, handed_in: str) -> HttpResponse:
    """A file exactly as it came, to be saved and never shown; that it was taken is recorded."""
    place = file_place_of(visit, request_id)
    found = handed_in_at(visit.scope, place.request, handed_in)
    if found is None:
        raise Http404
    content = files.get(place.authority.public_id, found.file)
    record_view(visit.actor, place.authority.public_id, "file", school=place.school.public_id)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _received(place: Place, form: HandInForm) -> Received:
    sent: UploadedFile[bytes] = form.cleaned_data["file"]
    name, content = sent.name or "", sent.read()
    key = digest_of(form.cleaned_data["once"], name, content)
    return hand_in(place.visit.actor, place.request, form.cleaned_data["revision"], name, content, key)


def _refused(request: PortalRequest, visit: Visit, request_id: str, form: HandInForm, refusal: Refusal) -> HttpResponse:
    """The form once more, as things are now: a browser gives no file back, so it must be chosen again."""
    place = file_place_of(visit, request_id)
    if isinstance(refusal, Changed):
        form.keep(Changed("sent_meanwhile", **refusal.facts), place.school_return.revision)
    else:
        form.refuse(refusal)
    away = refusal.id in _AWAY
    return _page(request, place, form, HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.CONFLICT)


def _page(request: PortalRequest, place: Place, form: HandInForm, status: int = HTTPStatus.OK) -> HttpResponse:
    facts = {
        "form": form,
        "wanted": asked_for(place.collection),
        "is_any": practice_of(place.collection).takes is Takes.ANY,
        "cannot": _why_not(place),
        "deadline": said(place.collection.deadline),
        "closes": said(place.collection.closes_at),
        "is_late": is_late(place.collection),
    }
    return render(request, "returns/handing_in/hand_in.html", place.facts(**facts), status=status)


def _why_not(place: Place) -> str:
    """Why nothing can be sent now; "" where it can."""
    if place.may_act:
        return Refusal("not_acting").sentence
    try:
        check_move("hand_in", place.school_return)
    except Refusal as refusal:
        return refusal.sentence
    return ""
