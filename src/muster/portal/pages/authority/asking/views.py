"""An officer chooses the schools that a collection asks, sees how far the e-mails are, and which could not be told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.actions import Asked, ask_schools
from muster.portal.collecting.reads import requests_of, schools_not_asked
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role, School
from muster.portal.outbox.reads import counts_of
from muster.portal.pages.authority.chasing.choosing import (
    Narrowed,
    NarrowForm,
    TickForm,
    begins_ticked,
    narrowed_by,
)
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The schools that were not asked yet, narrowed by the address, and a button that asks those ticked."""
    place, narrowed = place_of(visit, collection), narrowed_by(request.GET)
    left = list(schools_not_asked(visit.scope, place.collection).select_related("trust", "authority"))
    known = {one.public_id: one for one in left}
    if request.method == "POST":
        # Who presses twice finds the schools asked already, and is told how many those were.
        before = requests_of(visit.scope).filter(collection=place.collection)
        known |= {one.school.public_id: one.school for one in before}
    posted = request.POST if request.method == "POST" else None
    form = TickForm(known.values(), posted, begin=begins_ticked(request.GET))
    if form.is_bound and form.is_valid() and (asked := _asked(place, form, known)) is not None:
        _say(request, asked)
        return redirect(place.address("authority-collection-ask"))
    return render(request, "authority/asking/ask.html", place.facts(**_facts(place, narrowed, form, left)))


def _facts(place: Place, narrowed: Narrowed, form: TickForm, left: list[School]) -> dict[str, Any]:
    scope = place.visit.scope
    lines = [
        form.line(number, one, "" if one.email else "No main e-mail address")
        for number, one in enumerate(one for one in left if narrowed.fits(one))
    ]
    return {
        "form": form,
        "lines": lines,
        "left": len(left),
        "narrow": NarrowForm(left, narrowed),
        "narrowed": narrowed,
        "asked": requests_of(scope).filter(collection=place.collection).count(),
        "mails": counts_of(scope, place.collection.public_id),
    }


def _asked(place: Place, form: TickForm, known: dict[str, School]) -> Asked | None:
    try:
        return ask_schools(place.visit.actor, place.collection, [known[one] for one in form.cleaned_data["schools"]])
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _say(request: PortalRequest, asked: Asked) -> None:
    number = len(asked.requests)
    schools = "1 school is asked" if number == 1 else f"{number} schools are asked"
    if number:
        messages.success(request, f"{schools}. The e-mails are on their way.")
    if asked.before:
        before = "1 school" if asked.before == 1 else f"{asked.before} schools"
        messages.info(request, f"{before} had been asked before, and did not get the e-mail again.")
    if asked.unreached:
        names = ", ".join(one.name for one in asked.unreached)
        messages.warning(request, f"No e-mail could go to {names}: there is no address. The request is on its page.")
