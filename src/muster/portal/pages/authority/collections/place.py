"""The collection that a page of the authority is about."""

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from muster.portal.collecting.actions import change_collection
from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import collection_at
from muster.portal.collecting.states import State, state_of
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.forms import TermsForm
from muster.portal.pages.shared.gates import PortalRequest, Visit

KEPT = "What you entered is kept."
WORDS = {
    State.DRAFT: "Draft",
    State.COMING: "Announced",
    State.OPEN: "Open",
    State.CLOSED: "Closed",
}


class Place(msgspec.Struct, frozen=True):
    """A visit to a collection of the authority's own."""

    visit: Visit
    collection: Collection

    @property
    def may_change(self) -> bool:
        """Whether the visitor changes collections, and does not only look."""
        return self.visit.role == Role.OFFICER

    @property
    def is_of_results(self) -> bool:
        """Whether schools send results here, and not a file alone."""
        return self.collection.kind == Collection.Kind.KS1

    @property
    def state(self) -> str:
        """How far the collection is, in words."""
        return WORDS[state_of(self.collection)]

    def revision_now(self) -> int:
        """The collection's revision as it is now."""
        return place_of(self.visit, self.collection.public_id).collection.revision

    def address(self, name: str = "authority-collection", **more: str) -> str:
        """The address of a page of this collection."""
        return reverse(name, kwargs={"collection": self.collection.public_id, **more})

    def facts(self, **more: object) -> dict[str, object]:
        """What every template of a collection's pages is given."""
        return {"place": self, "collection": self.collection, "back": self.address(), **more}


def place_of(visit: Visit, public_id: str) -> Place:
    """The collection with this public id; not found where it is none of the authority's."""
    found = collection_at(visit.scope, public_id)
    if found is None:
        raise Http404
    return Place(visit, found)


def results_place_of(visit: Visit, public_id: str) -> Place:
    """A collection of results with this public id; not found where it is one of files alone."""
    place = place_of(visit, public_id)
    if not place.is_of_results:
        raise Http404
    return place


def files_place_of(visit: Visit, public_id: str) -> Place:
    """A collection of files alone with this public id; not found where it is one of results."""
    place = place_of(visit, public_id)
    if place.is_of_results:
        raise Http404
    return place


def change_page(request: PortalRequest, place: Place, form: TermsForm, template: str, **more: object) -> HttpResponse:
    """The page of a form over a part of the terms: shown, or kept and back to the collection."""
    if form.is_bound and form.is_valid() and _changed(place, form):
        messages.success(request, KEPT)
        return redirect(place.address())
    return render(request, template, place.facts(form=form, **more))


def _changed(place: Place, form: TermsForm) -> bool:
    actor, collection, seen = place.visit.actor, place.collection, form.cleaned_data["revision"]
    return form.does(lambda: change_collection(actor, collection, seen, form.given()), place.revision_now)
