"""What the newest check says, and the buttons on what was typed."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.collecting.practice import practice_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import SEES_PUPILS, Role
from muster.portal.pages.returns.check.doing import KEPT, TAKEN_BACK, Steps, do, take_back
from muster.portal.pages.returns.check.forms import WorkForm
from muster.portal.pages.returns.check.overview import overview
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Version
from muster.portal.returns.reads.worksheets import sheet_of

TEAM = frozenset({Role.OFFICER, Role.PUPIL_ADVISER})


@for_school(*SEES_PUPILS)
@require_safe
def check(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """What the newest check says: what was received, then the causes."""
    return _page(request, place_of(visit, request_id))


@for_move("correct")
@require_POST
def keep(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Check and keep what is typed."""
    place = place_of(visit, request_id)
    form = _form(request, place)
    if form.is_valid():
        try:
            said = form.cleaned_data
            steps = Steps(revision=said["revision"], worksheet=said["worksheet"], keeps=True)
            do(place, said["once"], steps, explains=False)
        except Refusal as refusal:
            return _refused(request, visit, request_id, form, refusal)
        messages.success(request, KEPT)
        return redirect(place.address("return-check"))
    return _page(request, place, form)


@for_move("correct")
@require_POST
def drop(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Take back what is typed."""
    place = place_of(visit, request_id)
    form = _form(request, place)
    if form.is_valid():
        try:
            sheet = sheet_of(visit.scope, place.school_return)
            take_back(place, form.cleaned_data["once"], form.cleaned_data["worksheet"], sheet)
        except Refusal as refusal:
            return _refused(request, visit, request_id, form, refusal)
        messages.success(request, TAKEN_BACK)
        return redirect(place.address("return-check"))
    return _page(request, place, form)


def _form(request: PortalRequest | None, place: Place) -> WorkForm:
    sheet = sheet_of(place.visit.scope, place.school_return)
    given = request.POST if request is not None else None
    return WorkForm(given, revision=place.school_return.revision, worksheet=sheet.revision)


def _refused(request: PortalRequest, visit: Visit, request_id: str, form: WorkForm, refusal: Refusal) -> HttpResponse:
    place = place_of(visit, request_id)
    if isinstance(refusal, Changed):
        sheet = sheet_of(visit.scope, place.school_return)
        form.keep_over(refusal, place.school_return.revision, sheet.revision)
    else:
        form.refuse(refusal)
    return _page(request, place, form, HTTPStatus.CONFLICT)


def _page(
    request: PortalRequest, place: Place, form: WorkForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    version = place.school_return.version
    if version is None:
        return render(request, "returns/check/nothing.html", place.facts(form=form), status=status)
    facts = _facts(place, version, form or _form(None, place))
    return render(request, "returns/check/check.html", place.facts(**facts), status=status)


def _facts(place: Place, version: Version, form: WorkForm) -> dict[str, object]:
    shown = overview(place, version)
    record_seen(place, "results", shown.pupils_named)
    return {
        "form": form,
        "shown": shown,
        "is_team": place.visit.role in TEAM,
        "may_correct": place.may("correct"),
        "practice": practice_of(place.collection),
    }
