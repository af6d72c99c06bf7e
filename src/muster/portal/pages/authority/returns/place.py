"""The return whose page it is, as the authority works on it."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse

from muster.portal.organisations.models import Role
from muster.portal.pages.authority.progress.place_in_list import InList, place_in
from muster.portal.pages.authority.work.place_in_queue import InQueue, kept_in
from muster.portal.pages.returns import place as of_school
from muster.portal.pages.shared.gates import PortalRequest, Visit
from muster.portal.returns.claims import counting_version
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Version
from muster.portal.returns.workflow import MOVES


class Place(of_school.Place, frozen=True):
    """A school's return as officers have it; `where` is the place in table or queue that they came from."""

    where: InList | InQueue = InList()

    @property
    def may_write(self) -> bool:
        """Whether whoever looks decides about returns, and does not only look."""
        return self.visit.role == Role.OFFICER

    @property
    def version(self) -> Version | None:
        """What the authority goes by: the version in force, else the newest; None where nothing was sent."""
        return counting_version(self.school_return)

    @property
    def is_in_force(self) -> bool:
        """Whether the version is confirmed."""
        return self.version is not None and self.school_return.in_force != InForce.NONE

    def can(self, move: str) -> bool:
        """Whether the move is the authority's, and may be made now by whoever looks."""
        return self.may_write and Role.OFFICER in MOVES[move].roles and self.may(move)

    def to(self, name: str = "authority-return", **parts: str) -> str:
        """The address of a page of this return, with the place in the table or the queue that it keeps."""
        return f"{self.address(name, **parts)}{self.list_query}"

    def now(self) -> "Place":
        """The same return as it is now."""
        found = of_school.place_of(self.visit, self.request.public_id)
        return Place(self.visit, found.school, found.request, found.school_return, found.acting, self.where)

    @property
    def list_query(self) -> str:
        """What an address of these pages ends with, so that where they came from is kept; "" for the whole table."""
        return f"?{urlencode({'list': self.where.query})}" if self.where.query else ""

    @property
    def is_of_queue(self) -> bool:
        """Whether they came from what waits for officers, and not from the table of schools."""
        return isinstance(self.where, InQueue)

    @property
    def table(self) -> str:
        """The address of the table of schools, or of the queue, at the place in it."""
        if isinstance(self.where, InQueue):
            return self.where.address
        page = reverse("authority-progress", kwargs={"collection": self.collection.public_id})
        return f"{page}?{self.where.query}#schools" if self.where.query else page

    def facts(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a template shows
        """What every template of these pages is given; `way` names the page among the ways."""
        return super().facts(**{"version": self.version, **more})


def place_of(request: PortalRequest, visit: Visit, request_id: str) -> Place:
    """The return at the address; raises Http404 where the school has no such request, or it is for a file alone."""
    place = any_place_of(request, visit, request_id)
    if place.is_file_alone:
        raise Http404
    return place


def any_place_of(request: PortalRequest, visit: Visit, request_id: str) -> Place:
    """The request at the address, whatever it asks for; raises Http404 where the school has none such."""
    found = of_school.any_place_of(visit, request_id)
    # What an officer decides here is the authority's own, also while they act for the school elsewhere.
    return Place(visit, found.school, found.request, found.school_return, found.acting, _where(request, visit))


def _where(request: PortalRequest, visit: Visit) -> InList | InQueue:
    given = QueryDict(request.GET.get("list", ""))
    # Officers alone have a queue: to others its address says nothing.
    return (kept_in(given) if visit.role == Role.OFFICER else None) or place_in(given)
