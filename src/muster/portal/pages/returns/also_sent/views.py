"""Pupils whom another school has also sent: what the school is asked, and what it has to do."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.collecting.policies import check_running
from muster.portal.duplicates.actions.answering import answer_ask, say_unasked
from muster.portal.duplicates.permissions import ANSWERING, can_answer
from muster.portal.duplicates.reads.own_sides import OwnSide
from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.also_sent.cards import cards_of
from muster.portal.pages.returns.also_sent.forms import FIELDS, OwnSideForm, revision_of
from muster.portal.pages.returns.also_sent.known import Known, known_of
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school

_ANSWERED = "Your answer has reached the data team."


@for_school(*SEES_PUPILS)
@require_safe
def also_sent(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The school's own record of each, with a form where something is asked, and what to do where it is settled."""
    place = place_of(visit, request_id)
    return _page(request, place, known_of(place), None)


@for_school(*ANSWERING)
@require_POST
def answer(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say when one pupil was on the school's roll; what was typed stays where it is refused."""
    place = place_of(visit, request_id)
    known = known_of(place)
    side = known.side(request.POST.get("side", ""))
    if side is None:
        messages.info(request, Refusal("case_ask_withdrawn").sentence)
        return redirect(place.address("return-also-sent"))
    form = OwnSideForm(side, request.POST)
    if form.is_valid() and form.does(lambda: _say(place, form), lambda: _revision(place, side), FIELDS):
        messages.success(request, _ANSWERED)
        return redirect(place.address("return-also-sent"))
    return _page(request, place, known_of(place) if form.non_field_errors() else known, form)


def _say(place: Place, form: OwnSideForm) -> None:
    ask, actor = form.side.ask, place.visit.actor
    if ask is not None:
        answer_ask(actor, ask, form.cleaned_data["revision"], form.answer)
    else:
        say_unasked(actor, form.side.claim.side, form.answer)


def _revision(place: Place, side: OwnSide) -> int:
    now = known_of(place).side(side.public_id)
    return revision_of(now) if now is not None else 0


def _page(request: PortalRequest, place: Place, known: Known, form: OwnSideForm | None) -> HttpResponse:
    if known.number:
        record_seen(place, "results", known.number)
    withheld = why_not(check_running, place.collection)
    may_say = can_answer(place.visit.access, place.school) and not withheld
    cards = cards_of(place, known, form, may_say=may_say)
    facts = place.facts(known=known, cards=cards, form=form, withheld=withheld, may_say=may_say)
    status = form.status if form is not None else HTTPStatus.OK
    return render(request, "returns/also_sent/also_sent.html", facts, status=status)
