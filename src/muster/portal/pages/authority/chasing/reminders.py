"""Reminders of a collection: whom they would go to, set for now or later, called off, and what became of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.casework.actions.reminding import call_off, set_reminding, set_suggested
from muster.portal.casework.letters import text_for
from muster.portal.casework.models import Reminding
from muster.portal.casework.reads.remindings import Candidate, candidates, reminded_by, remindings
from muster.portal.casework.schedule import suggested
from muster.portal.collecting.models import Collection
from muster.portal.collecting.policies import check_running
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.once import digest_of, once
from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.outbox.reads import counts_of, schools_missed
from muster.portal.pages.authority.chasing.choosing import NarrowForm, begins_ticked, narrowed_by
from muster.portal.pages.authority.chasing.forms import NOW, ReminderForm
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

To = Reminding.To
_FIELDS = {"reminding_past": "day", "reminding_after_close": "day", "ready_too_early": "day", "reminding_twice": "day"}


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def reminders(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """What is set, what went, and the ways to a new one."""
    return _list(request, place_of(visit, collection), Form())


@for_authority(Role.OFFICER)
@require_POST
def suggest(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Set the suggested reminders."""
    place, form = place_of(visit, collection), Form(request.POST)
    try:
        made = set_suggested(visit.actor, place.collection)
    except Refusal as refusal:
        form.refuse(refusal)
        return _list(request, place, form)
    messages.success(request, f"{len(made)} reminder{'s are' if len(made) > 1 else ' is'} set.")
    return redirect(place.address("authority-reminders"))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Whom a reminder would go to now, with its text; then it is sent, or set for later."""
    place = place_of(visit, collection)
    to = _to(place.collection, request.GET.get("to", ""))
    found = candidates(visit.scope, place.collection, to)
    known = [one.school for one in found]
    posted = request.POST if request.method == "POST" else None
    form = ReminderForm(known, posted, begin=begins_ticked(request.GET))
    if form.is_bound and (reminding := _set(place, to, form, known)):
        return redirect(place.address("authority-reminder", reminding=reminding))
    return render(request, "authority/chasing/new.html", place.facts(**_facts(request, place, to, form, found)))


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def reminder(request: PortalRequest, visit: Visit, collection: str, reminding: str) -> HttpResponse:
    """One reminder: set for when and by whom, or what became of it."""
    place = place_of(visit, collection)
    return _one(request, place, _found(place, reminding), Form())


@for_authority(Role.OFFICER)
@require_POST
def off(request: PortalRequest, visit: Visit, collection: str, reminding: str) -> HttpResponse:
    """Call a reminder off."""
    place, form = place_of(visit, collection), Form(request.POST)
    found = _found(place, reminding)
    try:
        call_off(visit.actor, found)
    except Refusal as refusal:
        form.refuse(refusal)
        return _one(request, place, found, form)
    messages.success(request, "The reminder is called off. Nobody is written to.")
    return redirect(place.address("authority-reminders"))


def _to(collection: Collection, said_: str) -> To:
    """Which reminder the address means; not found where the collection has no such one."""
    if said_ not in _kinds(collection):
        raise Http404
    return To(said_)


def _kinds(collection: Collection) -> list[str]:
    """The reminders that make sense here: of a file alone nothing is checked, confirmed or asked."""
    alone = collection.kind == Collection.Kind.FILE_ONLY
    return [To.NOT_READY, To.NOTHING_SENT] if alone else [str(one) for one in To]


def _found(place: Place, public_id: str) -> Reminding:
    found = remindings(place.visit.scope, place.collection).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _set(place: Place, to: To, form: ReminderForm, known: list[Any]) -> str:
    """The public id of what was set, once however often it is sent; "" where it was refused, which the form says."""
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    chosen: list[str] = given["schools"]
    # Later all whom it fits then are meant, unless some were chosen of those whom it fits now.
    schools = chosen if given["when"] == NOW or len(chosen) < len(known) else []

    def do() -> str:
        due = given["due_at"]
        return set_reminding(place.visit.actor, place.collection, to, due_at=due, schools=schools).public_id

    try:
        digest = digest_of(to, str(given["due_at"]), *sorted(chosen))
        return str(once(given["once"], place.visit.actor, digest, do).value)
    except Refusal as refusal:
        form.refuse(refusal, _FIELDS.get(refusal.id))
        return ""


def _facts(request: PortalRequest, place: Place, to: To, form: ReminderForm, found: list[Candidate]) -> dict[str, Any]:
    narrowed = narrowed_by(request.GET)
    # The mail that has most to say is the one to read.
    fullest = max((one for one in found if one.to), key=lambda one: len(one.reasons), default=None)
    return {
        "back": place.address("authority-reminders"),
        "form": form,
        "to": to.value,
        "kept": [("to", to.value)],
        "words": to.label,
        "lines": [
            form.line(number, one.school, _about(one))
            for number, one in enumerate(one for one in found if narrowed.fits(one.school))
        ],
        "number": len(found),
        "narrow": NarrowForm([one.school for one in found], narrowed),
        "narrowed": narrowed,
        "example": (fullest.school, text_for(place.collection, fullest)) if fullest else None,
    }


def _about(one: Candidate) -> str:
    """Why the school would be written to, and what to know before."""
    first, *others = one.reasons
    said_ = [", ".join((first, *(f"{words[:1].lower()}{words[1:]}" for words in others))) + "."]
    if one.reminded_at:
        said_.append(f"Last written to on {clock.in_words(one.reminded_at)}.")
    if not one.to:
        said_.append("There is no address to write to.")
    return " ".join(said_)


def _list(request: PortalRequest, place: Place, form: Form) -> HttpResponse:
    scope, collection = place.visit.scope, place.collection
    every = list(remindings(scope, collection))
    known = {(one.to, one.due_at) for one in every if not one.is_called_off}
    facts = {
        "form": form,
        "waiting": [one for one in every if one.is_pending],
        "gone": [one for one in reversed(every) if not one.is_pending],
        "kinds": [(one, To(one).label) for one in _kinds(collection)],
        "suggested": [
            (one.to.label, said(one.due_at)) for one in suggested(collection) if (one.to, one.due_at) not in known
        ],
        "withheld": _withheld(collection),
    }
    return render(request, "authority/chasing/reminders.html", place.facts(**facts))


def _one(request: PortalRequest, place: Place, reminding: Reminding, form: Form) -> HttpResponse:
    scope = place.visit.scope
    every, lost = reminded_by(scope, reminding), schools_missed(scope, reminding.public_id)
    facts = {
        "back": place.address("authority-reminders"),
        "form": form,
        "reminding": reminding,
        "due": said(reminding.due_at),
        "is_due": reminding.due_at <= clock.now(),
        "written": [one.school for one in every if one.reached],
        "missed": [one.school for one in every if not one.reached],
        "lost": [one.school for one in every if one.school.public_id in lost],
        "mails": counts_of(scope, reminding.public_id),
        "closed": said(reminding.collection.closes_at),
    }
    return render(request, "authority/chasing/reminder.html", place.facts(**facts))


def _withheld(collection: Collection) -> str:
    """Why nobody can be reminded now; "" where schools can."""
    if collection.opened_at is None:
        return Refusal("reminding_draft").sentence
    return why_not(check_running, collection)
