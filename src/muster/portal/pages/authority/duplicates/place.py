"""The case whose page it is, as an officer came to it."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, QueryDict
from django.urls import reverse

from muster.portal.audit.viewing import record_views
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.reads.cases import opened_case
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place as OfCollection
from muster.portal.pages.authority.collections.place import place_of as collection_place
from muster.portal.pages.authority.duplicates.comparing import pupil_of
from muster.portal.pages.authority.duplicates.place_in_cases import InCases, place_in
from muster.portal.pages.authority.duplicates.words import COLOURS, STATES, proposal_in_words
from muster.portal.pages.shared.gates import PortalRequest, Visit


class Place(msgspec.Struct, frozen=True):
    """A visit to a case, and the place in the list that it was opened from."""

    visit: Visit
    collection: Collection
    view: CaseView
    where: InCases

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.view.case

    @property
    def may_write(self) -> bool:
        """Whether whoever looks settles cases, and does not only look."""
        return self.visit.role == Role.OFFICER

    @property
    def pupil(self) -> str:
        """Whom the case is about, as the first school that says it has it."""
        return pupil_of(self.view)

    @property
    def list_address(self) -> str:
        """The list, at the place in it."""
        page = reverse("authority-cases", kwargs={"collection": self.collection.public_id})
        return f"{page}?{self.where.query}" if self.where.query else page

    def to(self, name: str = "authority-case", **parts: str) -> str:
        """The address of a page of this case, with the place in the list that it keeps."""
        own = {"collection": self.collection.public_id, "case": self.case.public_id}
        return f"{reverse(name, kwargs={**own, **parts})}{self.list_query}"

    @property
    def list_query(self) -> str:
        """What the addresses of these pages end with, so that where they came from is kept."""
        return f"?{urlencode({'list': self.where.query})}" if self.where.query else ""

    def now(self) -> "Place":
        """The same case as it is now."""
        return msgspec.structs.replace(self, view=_view(self.visit, self.collection, self.case.public_id))

    def facts(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a template shows
        """What every template of these pages is given; that pupils were seen is recorded."""
        schools = list(dict.fromkeys(one.school.public_id for one in self.view.claims))
        record_views(self.visit.actor, self.collection.authority.public_id, "case", schools)
        state = self.view.state
        return {
            "place": self,
            "collection": self.collection,
            "case": self.case,
            "view": self.view,
            "state": STATES[state],
            "colour": COLOURS[state],
            "is_settled": state is CaseState.SETTLED,
            "sentence": proposal_in_words(self.view),
            **more,
        }


def place_of(request: PortalRequest, visit: Visit, collection: str, case: str) -> Place:
    """The case at the address; not found where it is none of the collection's, or the collection none of ours."""
    found = results_of(visit, collection).collection
    where = place_in(QueryDict(request.GET.get("list", "")))
    return Place(visit, found, _view(visit, found, case), where)


def results_of(visit: Visit, collection: str) -> OfCollection:
    """The collection at the address; not found where schools send no results there."""
    place = collection_place(visit, collection)
    if not place.is_of_results:
        raise Http404
    return place


def _view(visit: Visit, collection: Collection, public_id: str) -> CaseView:
    found = opened_case(visit.scope, public_id)
    if found is None or found.case.collection_id != collection.pk:
        raise Http404
    return found
