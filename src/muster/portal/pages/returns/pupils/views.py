"""The expected pupils, and what the school says of them."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.moves import for_move
from muster.portal.pages.returns.place import Place, place_of, record_seen
from muster.portal.pages.returns.pupils.forms import GONE, JoinedForm, Kind, PupilForm, SeveralForm
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.pupil_answers import Answer, answer_pupils, take_back
from muster.portal.returns.models import PupilAnswer
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.expected import Pupil, YourPupils, your_pupils

_MOVE = "explain"
_FORMS = ("GET", "HEAD", "POST")


class Page(msgspec.Struct, frozen=True):
    """What a page of the pupils is made from: where it is, and whom it lists."""

    place: Place
    listed: YourPupils

    @property
    def revision(self) -> int:
        """The return's, as this page shows it."""
        return self.place.school_return.revision

    @property
    def missing(self) -> list[Pupil]:
        """Those of whom the school should say what has become of them."""
        return [one for one in self.listed.asked if one.is_expected]

    @property
    def new(self) -> list[Pupil]:
        """Those of whom the school should say that they have joined."""
        return [one for one in self.listed.asked if not one.is_expected]

    @property
    def explained(self) -> list[Pupil]:
        """Those who are not on the roll and of whom nothing need be said any more."""
        rest = (*self.listed.others, *self.listed.former) if self.listed.taken_on else self.listed.former
        return [one for one in rest if one not in self.new]

    @property
    def speakable(self) -> list[Pupil]:
        """Those of whom something may be said several at a time."""
        return [one for one in self.listed.expected if one.answer is None]


@for_school(*SEES_PUPILS)
@require_safe
def pupils(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The pupils whom the authority expects, and what was said of them."""
    return _shown(request, _page(visit, request_id))


@for_move(_MOVE)
@require_http_methods(_FORMS)
def one(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say what has become of one pupil: the button that was pressed says it."""
    page = _page(visit, request_id)
    if request.method != "POST":
        return redirect(page.place.address("return-pupils"))
    child, kind = request.POST.get("child", ""), request.POST.get("kind", "")
    pupil = next((found for found in page.listed.expected if found.child == child), None)
    if pupil is None or kind not in GONE:
        raise Http404
    form = PupilForm(pupil, page.revision, request.POST)
    given = form.answers(page.place.request, Kind(kind)) if form.is_valid() else []
    return _kept(request, page, form, given)


@for_move(_MOVE)
@require_http_methods(_FORMS)
def several(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say what has become of several pupils at once."""
    page = _page(visit, request_id)
    if request.method != "POST":
        return redirect(page.place.address("return-pupils"))
    form = SeveralForm(page.listed.expected, page.revision, request.POST)
    given = form.answers(page.place.request) if form.is_valid() else []
    return _kept(request, page, form, given)


@for_move(_MOVE)
@require_http_methods(_FORMS)
def joined(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say that pupils have joined."""
    page = _page(visit, request_id)
    if request.method != "POST":
        return redirect(page.place.address("return-pupils"))
    ticked = {one.child for one in page.listed.others if f"joined-is-{one.child}" in request.POST}
    asked = [one for one in page.listed.others if one.child in ticked or one in page.new]
    form = JoinedForm(asked, page.revision, request.POST)
    given = form.answers(page.place.request) if form.is_valid() else []
    return _kept(request, page, form, given)


@for_move(_MOVE)
@require_http_methods(_FORMS)
def back(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Take back what was said of a pupil."""
    page = _page(visit, request_id)
    if request.method != "POST":
        return redirect(page.place.address("return-pupils"))
    form = RevisedForm(request.POST)
    said = _said(page, request.POST.get("child", ""))
    if not form.is_valid():
        return _shown(request, page, form)
    if said is not None:
        try:
            take_back(page.place.visit.actor, page.place.request, form.cleaned_data["revision"], said.child)
        except Refusal as refusal:
            return _refused(request, page, form, refusal)
    messages.success(request, "What was said of the pupil is taken back.")
    return redirect(page.place.address("return-pupils"))


def _page(visit: Visit, request_id: str) -> Page:
    place = place_of(visit, request_id)
    return Page(place, your_pupils(visit.scope, place.school_return))


def _said(page: Page, child: str) -> PupilAnswer | None:
    return next((one.answer for one in page.listed.everybody if one.child == child), None)


def _kept(request: PortalRequest, page: Page, form: RevisedForm, answers: Sequence[Answer]) -> HttpResponse:
    """Keep what was said; the page once more, with what was typed, where it cannot be."""
    if not answers:
        return _shown(request, page, form)
    visit = page.place.visit
    try:
        answer_pupils(visit.actor, page.place.request, form.cleaned_data["revision"], answers)
    except Refusal as refusal:
        return _refused(request, page, form, refusal)
    said = "1 pupil" if len(answers) == 1 else f"{len(answers)} pupils"
    messages.success(request, f"What you said of {said} is kept.")
    return redirect(page.place.address("return-pupils"))


def _refused(request: PortalRequest, page: Page, form: RevisedForm, refusal: Refusal) -> HttpResponse:
    """The page as things are now."""
    now = _page(page.place.visit, page.place.request.public_id)
    if isinstance(refusal, Changed):
        form.keep(refusal, now.revision)
    else:
        form.refuse(refusal)
    return _shown(request, now, form, HTTPStatus.CONFLICT)


def _shown(
    request: PortalRequest, page: Page, form: RevisedForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    place, listed = page.place, page.listed
    record_seen(place, "roll", len(listed.everybody))
    facts = {"listed": listed, "explained": page.explained, "revision": page.revision, **_withheld(place)}
    facts |= {"form": form, "kinds": [(kind.value, kind.label) for kind in GONE]}
    return render(request, "returns/pupils/pupils.html", place.facts(**facts, **_forms(page, form)), status=status)


def _forms(page: Page, sent: RevisedForm | None) -> dict[str, Any]:
    """The forms of the page, the one that was sent as it was."""
    cards = [PupilForm(one, page.revision) for one in page.missing]
    if isinstance(sent, PupilForm):
        child = sent.pupil.child
        known = any(card.pupil.child == child for card in cards)
        cards = [sent if card.pupil.child == child else card for card in cards] + ([] if known else [sent])
    new = JoinedForm(page.new, page.revision)
    several = SeveralForm(page.speakable, page.revision)
    return {
        "cards": cards,
        "new": sent if isinstance(sent, JoinedForm) else new,
        "several": sent if isinstance(sent, SeveralForm) else several,
    }


def _withheld(place: Place) -> dict[str, Any]:
    """Whether whoever looks may say anything, and if only the time is wrong, why not."""
    if not place.makes(_MOVE):
        return {"may_say": False, "withheld": ""}
    try:
        check_move(_MOVE, place.school_return)
    except Refusal as refusal:
        return {"may_say": False, "withheld": refusal.sentence}
    return {"may_say": True, "withheld": ""}
