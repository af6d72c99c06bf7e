"""The return whose page it is."""

from typing import Any

import msgspec
from django.http import Http404
from django.urls import reverse

from muster.portal.audit.viewing import record_view
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.practice import practice_of
from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import SEES_PUPILS, Authority, Role, School
from muster.portal.pages.shared.gates import Visit
from muster.portal.returns.acting import actor_for
from muster.portal.returns.models import Acting, Return
from muster.portal.returns.permissions import may_move
from muster.portal.returns.policies import can_move, check_move
from muster.portal.returns.reads.acting import acting_now
from muster.portal.returns.reads.returns import request_at, return_of
from muster.portal.returns.states import State, state_of
from muster.portal.returns.workflow import SEND, SIGN


class Place(msgspec.Struct, frozen=True):
    """A school's return as a page has it: the visit, the request, and the return, which may not be kept yet.

    `acting` is there where an officer acts for the school: the visit's actor is then said to.
    """

    visit: Visit
    school: School
    request: Request
    school_return: Return
    acting: Acting | None = None

    @property
    def collection(self) -> Collection:
        """The collection that asks."""
        return self.request.collection

    @property
    def authority(self) -> Authority:
        """The authority that asks."""
        return self.collection.authority

    @property
    def state(self) -> State:
        """How far the return is."""
        return state_of(self.school_return.facts, reports=self.school_return.has_reports)

    @property
    def words(self) -> str:
        """How far the return is, as its page says it."""
        return self.state.words(self.authority.name)

    @property
    def roles(self) -> frozenset[Role]:
        """What whoever looks is to the school."""
        return self.visit.access.roles_at_school(self.school)

    @property
    def is_file_alone(self) -> bool:
        """Whether the collection asks for a file alone, and not for results."""
        return self.collection.kind == Collection.Kind.FILE_ONLY

    @property
    def sees_pupils(self) -> bool:
        """Whether whoever looks may see pupils, and so the pages that lead to them."""
        return bool(self.roles & set(SEES_PUPILS))

    def may(self, move: str) -> bool:
        """Whether whoever looks may make the move, and may make it now: whether its button is shown."""
        return self.makes(move) and can_move(move, self.school_return)

    def makes(self, move: str) -> bool:
        """Whether whoever looks makes the move when it is possible: as one of the school, or acting for it."""
        return may_move(move, self.roles, acting=self.acting is not None)

    @property
    def may_act(self) -> bool:
        """Whether whoever looks could do this for the school, and has not said yet that they act for it."""
        return self.acting is None and may_act_for_school(self.visit)

    @property
    def may_confirm(self) -> bool:
        """Whether whoever looks may confirm now: a signer, or somebody who may send where the authority lets them."""
        sends = Role.SENDER in self.roles and practice_of(self.collection).sender_may_confirm
        return self.may("confirm") and (sends or bool(self.roles & SIGN))

    def withheld(self, move: str) -> str:
        """Why the move cannot be made now from where whoever looks stands, in a sentence; "" where it can."""
        return Refusal("not_acting").sentence if self.may_act else why_not(check_move, move, self.school_return)

    def now(self) -> "Place":
        """The same return as it is now."""
        return any_place_of(self.visit, self.request.public_id)

    def revision_now(self) -> int:
        """The return's revision as it is now."""
        return self.now().school_return.revision

    def address(self, name: str, **parts: str) -> str:
        """The address of a page of this return, by the page's name."""
        return reverse(name, kwargs={"school": self.school.public_id, "request_id": self.request.public_id, **parts})

    def facts(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a template shows
        """What every template of a return is given: `place`, and `school`, `collection`, `state` in words."""
        own = {"place": self, "school": self.school, "collection": self.collection, "state": self.words}
        return own | more


def place_of(visit: Visit, request_id: str) -> Place:
    """The return at the address; raises Http404 where the school has no such request, or it is for a file alone."""
    place = any_place_of(visit, request_id)
    if place.is_file_alone:
        raise Http404
    return place


def file_place_of(visit: Visit, request_id: str) -> Place:
    """The request for a file alone at the address; raises Http404 where the school has no such request."""
    place = any_place_of(visit, request_id)
    if not place.is_file_alone:
        raise Http404
    return place


def any_place_of(visit: Visit, request_id: str) -> Place:
    """The request at the address, whatever it asks for; raises Http404 where the school has none such."""
    if visit.school is None:
        raise Http404
    request = request_at(visit.scope, visit.school, request_id)
    if request is None:
        raise Http404
    acting = _acting(visit, request)
    seen = msgspec.structs.replace(visit, actor=actor_for(acting)) if acting else visit
    return Place(seen, visit.school, request, return_of(visit.scope, request), acting)


def record_seen(place: Place, what: str, shown: int) -> None:
    """Record that whoever looks saw pupils of the school: `what` it was, and how many."""
    record_view(place.visit.actor, place.authority.public_id, what, school=place.school.public_id, shown=shown)


def may_act_for_school(visit: Visit) -> bool:
    """Whether whoever looks is an officer, and none of those who send for the school themselves."""
    roles = visit.access.roles_at_school(visit.school) if visit.school else frozenset()
    return Role.OFFICER in roles and not roles & SEND


def _acting(visit: Visit, request: Request) -> Acting | None:
    if visit.person is None or not may_act_for_school(visit):
        return None
    return acting_now(visit.scope, request, visit.person.public_id)
