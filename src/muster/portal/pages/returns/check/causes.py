"""The page of one cause: pupils to put right, questions to explain."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.check.cause_page import CausePage, cause_page
from muster.portal.pages.returns.check.doing import KEPT, WAITING, Steps, do, steps_of
from muster.portal.pages.returns.check.drawing import drawn
from muster.portal.pages.returns.check.forms import EXPLAIN, CauseForm
from muster.portal.pages.returns.check.views import TEAM
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.cells import LEAVE_OUT
from muster.portal.returns.reads.worksheets import waiting
from muster.rules import catalogue

SETTLED = "This is no longer asked: your results were changed or checked again in the meantime."


@for_school(*SEES_PUPILS)
@require_safe
def cause(request: PortalRequest, visit: Visit, request_id: str, rule: str) -> HttpResponse:
    """The pupils of one cause, with what can be changed and explained on the spot."""
    place = place_of(visit, request_id)
    page = _found(place, rule)
    return _page(request, place, page, _form(place, page)) if page else redirect(place.address("return-check"))


@for_move("correct")
@require_POST
def save(request: PortalRequest, visit: Visit, request_id: str, rule: str) -> HttpResponse:
    """Take what was typed: written, explained, checked and kept, as the pressed button says."""
    place = place_of(visit, request_id)
    page = _found(place, rule)
    if page is None:
        messages.info(request, SETTLED)
        return redirect(place.address("return-check"))
    form = CauseForm(request.POST, page=page, revision=place.school_return.revision)
    if not form.is_valid():
        return _page(request, place, page, form)
    steps = steps_of(form)
    explains = form.cleaned_data["do"] == EXPLAIN or bool(steps.questions)
    try:
        do(place, form.cleaned_data["once"], steps, explains=explains)
    except Refusal as refusal:
        return _refused(request, visit, request_id, form, refusal, rule)
    messages.success(request, _said(steps))
    return redirect(place.address("return-check"))


def _said(steps: Steps) -> str:
    if steps.keeps:
        return KEPT
    if not steps.questions:
        return WAITING
    said = "Your explanation is kept."
    return f"{said} {WAITING}" if steps.cells else said


def _found(place: Place, rule: str) -> CausePage | None:
    if rule not in catalogue():
        raise Http404
    return cause_page(place, rule)


def _form(place: Place, page: CausePage) -> CauseForm:
    return CauseForm(page=page, revision=place.school_return.revision)


def _refused(
    request: PortalRequest, visit: Visit, request_id: str, form: CauseForm, refusal: Refusal, rule: str
) -> HttpResponse:
    """The page once more, as things are now, with everything that was typed."""
    place = place_of(visit, request_id)
    page = cause_page(place, rule)
    if page is None:
        messages.info(request, SETTLED)
        return redirect(place.address("return-check"))
    form = CauseForm(request.POST, page=page, revision=place.school_return.revision)
    form.is_valid()
    if isinstance(refusal, Changed):
        form.keep_over(refusal, place.school_return.revision, page.sheet.revision)
    else:
        form.refuse(refusal, _FIELDS.get(refusal.id))
    return _page(request, place, page, form, HTTPStatus.CONFLICT)


_FIELDS = {
    "reason_unknown": "reason",
    "sentence_missing": "text",
    "sentence_long": "text",
    "questions_none": "explain",
    "questions_gone": "explain",
}


def _page(
    request: PortalRequest, place: Place, page: CausePage, form: CauseForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    record_seen(place, "results", len(page.shown))
    facts = {
        "form": form,
        "page": page,
        "advice": page.here.advice,
        "rows": drawn(page, form),
        "waiting": waiting(place.visit.scope, place.school_return),
        "may_correct": place.may("correct"),
        "is_team": place.visit.role in TEAM,
        "columns": [page.label(field) for field in page.fields],
        "takes_out": LEAVE_OUT in page.fields,
        "bulk": [form[f"all-{field}"] for field in page.bulk],
        "back": place.address("return-check"),
    }
    return render(request, "returns/check/cause.html", place.facts(**facts), status=status)
