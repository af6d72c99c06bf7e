"""What officers do about a case: ask, decide, say that it is not the same child, undo."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from muster.portal.duplicates.actions.asking import ask as ask_schools
from muster.portal.duplicates.actions.asking import withdraw_ask
from muster.portal.duplicates.actions.deciding import Decision
from muster.portal.duplicates.actions.deciding import decide as decide_case
from muster.portal.duplicates.actions.deciding import not_same as not_same_child
from muster.portal.duplicates.actions.undoing import undo as undo_case
from muster.portal.duplicates.permissions import SETTLING
from muster.portal.pages.authority.duplicates.comparing import columns_of, rows_of
from muster.portal.pages.authority.duplicates.forms import AskForm, CaseForm, DecideForm, NotSameForm
from muster.portal.pages.authority.duplicates.one import next_address
from muster.portal.pages.authority.duplicates.place import Place, place_of
from muster.portal.pages.shared.forms import posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_BOTH = ["GET", "HEAD", "POST"]
_FIELDS = {
    "case_nobody_asked": "sides",
    "case_asked_already": "sides",
    "question_due_past": "due_on",
    "question_due_late": "due_on",
    "case_reason_missing": "reason",
    "case_school_unknown": "submits",
    "case_school_declined": "submits",
}


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def ask(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Ask one or several schools for their own dates and view."""
    place = place_of(request, visit, collection, case)
    form = AskForm(place.view, posted(request))

    def do() -> None:
        given = form.cleaned_data
        ask_schools(visit.actor, place.case, given["revision"], given["sides"], given["text"], given["due_on"])

    if done(place, form, do):
        several = len(form.cleaned_data["sides"]) > 1
        messages.success(request, f"The {'schools are' if several else 'school is'} asked, and told by e-mail.")
        return redirect(place.to())
    return page(request, place, form, "ask")


@for_authority(*SETTLING)
@require_POST
def withdraw(request: PortalRequest, visit: Visit, collection: str, case: str, ask: str) -> HttpResponse:
    """Take a question back; where the school has answered meanwhile, say so."""
    place = place_of(request, visit, collection, case)
    form = CaseForm(place.view, request.POST)
    found = next((one.ask for one in place.view.claims if one.ask and one.ask.public_id == ask), None)
    if found is None:
        raise Http404
    if done(place, form, lambda: withdraw_ask(visit.actor, found, form.cleaned_data["revision"])):
        messages.success(request, "The question is taken back.")
    else:
        messages.error(request, "It was not taken back: the school has answered meanwhile, or is asked no more.")
    return redirect(place.to())


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def decide(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Settle which school submits; then on to the next case of the list."""
    place = place_of(request, visit, collection, case)
    form = DecideForm(place.view, posted(request))

    def do() -> None:
        given = form.cleaned_data
        decide_case(visit.actor, place.case, given["revision"], Decision(form.school, given["reason"]))

    if done(place, form, do):
        submits = place.now().case.submits
        messages.success(request, f"Settled: {submits.name if submits else 'none of these schools'} submits the pupil.")
        return redirect(next_address(place))
    return page(request, place, form, "decide", columns=columns_of(place.view), rows=rows_of(place.view))


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def not_same(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Settle that it is not the same child; then on to the next."""
    place = place_of(request, visit, collection, case)
    form = NotSameForm(place.view, posted(request))

    def do() -> None:
        not_same_child(visit.actor, place.case, form.cleaned_data["revision"], form.cleaned_data["reason"])

    if done(place, form, do):
        messages.success(request, "Settled: not the same child. Each pupil is counted at the school that sent them.")
        return redirect(next_address(place))
    return page(request, place, form, "not_same")


@for_authority(*SETTLING)
@require_http_methods(_BOTH)
def undo(request: PortalRequest, visit: Visit, collection: str, case: str) -> HttpResponse:
    """Open a settled case again."""
    place = place_of(request, visit, collection, case)
    form = CaseForm(place.view, posted(request))
    if done(place, form, lambda: undo_case(visit.actor, place.case, form.cleaned_data["revision"])):
        messages.success(request, "Undone: it is to be settled again.")
        return redirect(place.to())
    return page(request, place, form, "undo")


def done(place: Place, form: CaseForm, act: Callable[[], object]) -> bool:
    """Whether it was sent and done; what is against it stands on the form otherwise, which keeps what was typed."""
    return form.is_bound and form.is_valid() and form.does(act, lambda: place.now().case.revision, _FIELDS)


def page(request: PortalRequest, place: Place, form: CaseForm, template: str, **more: object) -> HttpResponse:
    """The page of a form over the case as it is now."""
    now = place.now() if form.is_bound else place
    facts = now.facts(form=form, **more)
    return render(request, f"authority/duplicates/{template}.html", facts, status=form.status)
