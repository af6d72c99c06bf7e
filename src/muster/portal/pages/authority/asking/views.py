"""An officer chooses the schools that a collection asks, and sees which could not be told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.actions import Asked, ask_schools
from muster.portal.collecting.reads import requests_of, schools_not_asked
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role, School
from muster.portal.pages.authority.collections.place import Place, place_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


class AskForm(Form):
    """Which schools to ask; all are ticked to begin with."""

    schools = forms.MultipleChoiceField(
        label="Which schools?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick the schools that you want to ask.",
            "invalid_choice": "One of these schools has been asked meanwhile. Look through the list again.",
        },
    )

    def __init__(self, schools: list[School], data: Any = None) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data, initial={"schools": [one.public_id for one in schools]})
        self.fields["schools"].choices = [(one.public_id, _named(one)) for one in schools]  # type: ignore[attr-defined]


def _named(school: School) -> str:
    reached = "" if school.email else " – no main e-mail address"
    return f"{school.name} ({school.number}){reached}"


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The schools that were not asked yet, and a button that asks those ticked."""
    place = place_of(visit, collection)
    left = list(schools_not_asked(visit.scope, place.collection))
    form = AskForm(left, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        asked = _asked(place, form, left)
        if asked is not None:
            _say(request, asked)
            return redirect(place.address("authority-collection-ask"))
    number = requests_of(visit.scope).filter(collection=place.collection).count()
    return render(request, "authority/asking/ask.html", place.facts(form=form, left=left, asked=number))


def _asked(place: Place, form: AskForm, left: list[School]) -> Asked | None:
    wanted = set(form.cleaned_data["schools"])
    try:
        return ask_schools(place.visit.actor, place.collection, [one for one in left if one.public_id in wanted])
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _say(request: PortalRequest, asked: Asked) -> None:
    number = len(asked.requests)
    schools = "1 school is asked" if number == 1 else f"{number} schools are asked"
    messages.success(request, f"{schools}. The e-mails are on their way.")
    if asked.unreached:
        names = ", ".join(one.name for one in asked.unreached)
        messages.warning(request, f"No e-mail could go to {names}: there is no address. The request is on its page.")
