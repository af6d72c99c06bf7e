"""Sending a file that is all that is asked for, and what came of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.collecting.practice import Takes, practice_of
from muster.portal.collecting.states import is_late
from muster.portal.collecting.times import said
from muster.portal.collecting.wanted import asked_for
from muster.portal.foundation.uploads import takes_files
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.handing_in.forms import HandInForm
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, file_place_of
from muster.portal.pages.returns.sending import SENT_BEFORE, as_it_came, taken
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.handing_in import hand_in
from muster.portal.returns.reads.handed_in import handed_in as files_of
from muster.portal.returns.reads.handed_in import handed_in_at


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
    got = taken(place, form, hand_in) if form.is_valid() else None
    if got is None:
        return _page(request, place.now(), form)
    if got.again:
        messages.success(request, SENT_BEFORE)
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
    return as_it_came(place, found.file, found.file_name)


def _page(request: PortalRequest, place: Place, form: HandInForm) -> HttpResponse:
    facts = {
        "form": form,
        "wanted": asked_for(place.collection),
        "is_any": practice_of(place.collection).takes is Takes.ANY,
        "cannot": place.withheld("hand_in"),
        "deadline": said(place.collection.deadline),
        "closes": said(place.collection.closes_at),
        "is_late": is_late(place.collection),
    }
    return render(request, "returns/handing_in/hand_in.html", place.facts(**facts), status=form.status)
