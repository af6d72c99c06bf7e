"""Confirming, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from muster.portal.foundation import clock
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.organisations.guesses import Slowed
from muster.portal.organisations.models import Person
from muster.portal.organisations.reads.memberships import head_of
from muster.portal.pages.door.entering import slow_down
from muster.portal.pages.returns.confirm.before import facts_before, role_of
from muster.portal.pages.returns.confirm.forms import ConfirmForm, WithdrawForm
from muster.portal.pages.returns.confirm.proving import proof_of, prove, send_proof
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.publishing.actions.building import WORK
from muster.portal.returns.actions.confirming import confirm as sign
from muster.portal.returns.actions.confirming import withdraw as take_back
from muster.portal.returns.permissions import roles_for
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.confirmations import confirmation_at

_FIELDS = {
    "password_wrong": "proof",
    "app_code_wrong": "proof",
    "declarations_left": "agreed",
    "head_unnamed": "for_head",
}
_SENT = "We have e-mailed you a code."
_WITHDRAWN = "The confirmation is withdrawn. Your results count only once they are confirmed again."


@for_school(*roles_for("confirm"))
@never_cache
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The declarations and the numbers; what is signed leads to its receipt."""
    place, person = place_of(visit, request_id), visit.somebody
    try:
        if "send_code" in request.POST and send_proof(person):
            messages.success(request, _SENT)
            return redirect(place.address("return-confirm"))
        form = _form(request, place, person)
        if form.is_bound and form.is_valid() and _signed(place, person, form):
            return redirect(place.address("return-receipt"))
    except Slowed as slowed:
        return slow_down(request, slowed)
    return _page(request, place, form)


@for_school(*roles_for("withdraw"))
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Take the confirmation back, with a reason."""
    place = place_of(visit, request_id)
    initial = {"revision": place.school_return.revision}
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid() and _taken_back(place, form):
        messages.success(request, _WITHDRAWN)
        return redirect(place.address("return"))
    now = place.now() if form.is_bound else place
    confirmation = confirmation_at(visit.scope, now.school_return)
    confirmed_at = clock.in_words(confirmation.at) if confirmation else ""
    facts = {
        "form": form,
        "withheld": why_not(check_move, "withdraw", now.school_return),
        "confirmation": confirmation,
        "confirmed_at": confirmed_at,
    }
    return render(request, "returns/confirm/withdraw.html", now.facts(**facts), status=form.status)


def _form(request: PortalRequest, place: Place, person: Person) -> ConfirmForm:
    head = head_of(place.visit.scope, place.school)
    initial = {"revision": place.school_return.revision, "for_head": head.person.name if head else ""}
    sent = request.POST if request.method == "POST" else None
    return ConfirmForm(sent, initial=initial, role=role_of(place), proof=proof_of(person))


def _signed(place: Place, person: Person, form: ConfirmForm) -> bool:
    """Whether it was signed, now or by the same press before; where it was refused, the form tells why."""
    try:
        prove(person, form.cleaned_data["proof"])
        sign(place.visit.actor, place.request, form.cleaned_data["revision"], form.signing)
    except Slowed:
        raise
    except Changed as changed:
        form.keep(changed, place.revision_now())
    except Refusal as refusal:
        field = "proof" if refusal.id.startswith("code_") else _FIELDS.get(refusal.id)
        form.refuse(refusal, field)
    else:
        nudge(WORK, place.school_return.public_id)
        return True
    return False


def _taken_back(place: Place, form: WithdrawForm) -> bool:
    actor, given = place.visit.actor, form.cleaned_data
    return form.does(lambda: take_back(actor, place.request, given["revision"], given["reason"]), place.revision_now)


def _page(request: PortalRequest, place: Place, form: ConfirmForm) -> HttpResponse:
    """The page as things are now."""
    now = place.now() if form.is_bound else place
    confirmation = confirmation_at(now.visit.scope, now.school_return)
    proof = proof_of(place.visit.somebody)
    facts = {"form": form, "confirmation": confirmation, "proof": proof, **facts_before(now)}
    return render(request, "returns/confirm/confirm.html", now.facts(**facts), status=form.status)
