"""The guidance of a collection as schools will read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.framework import load_framework
from muster.portal.collecting.states import State, state_of
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import place_of
from muster.portal.pages.public.guidance import guidance_facts
from muster.portal.pages.public.season import Season
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def preview(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The whole guidance, made from the collection as it is now, a draft as if it were announced."""
    place = place_of(visit, collection)
    state = state_of(place.collection)
    shown_as = State.COMING if state is State.DRAFT else state
    season = Season(framework=load_framework(place.collection.year), collection=place.collection, state=shown_as)
    facts = place.facts(preview=True, **guidance_facts(season, None))
    return render(request, "public/guidance.html", facts)
