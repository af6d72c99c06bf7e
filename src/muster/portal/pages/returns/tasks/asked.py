"""What is asked of schools, as their home and their trust's list show it."""

from collections.abc import Sequence

import msgspec

from muster.portal.collecting.states import State as CollectionState
from muster.portal.collecting.states import is_late
from muster.portal.collecting.states import state_of as collection_state
from muster.portal.collecting.times import said
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.pages.returns.place import Place
from muster.portal.pages.returns.tasks.next_step import Next, next_of
from muster.portal.pages.shared.gates import Visit
from muster.portal.returns.reads.overview import returns_of_schools
from muster.portal.returns.states import State


class Asked(msgspec.Struct, frozen=True):
    """One request to one school: the return as a page has it, and what to do next."""

    place: Place
    next: Next

    @property
    def is_current(self) -> bool:
        """Whether something can still be sent, or will be."""
        return collection_state(self.place.collection) is not CollectionState.CLOSED

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed, and the school's results are still awaited."""
        waits = self.place.state in (State.NOT_STARTED, State.PUT_RIGHT, State.NOT_SENT)
        return waits and self.is_current and is_late(self.place.collection)

    @property
    def deadline(self) -> str:
        """By when it is due, in words."""
        return said(self.place.collection.deadline)

    @property
    def opens(self) -> str:
        """From when results are taken, in words."""
        return said(self.place.collection.opens_at)

    @property
    def closes(self) -> str:
        """Until when late results are taken, in words."""
        return said(self.place.collection.closes_at)


def asked_of(visit: Visit, scope: Scope, schools: Sequence[School]) -> list[Asked]:
    """Everything that was ever asked of these schools, latest collection first."""
    found = returns_of_schools(scope, schools)
    places = [Place(visit, one.school, one.request, one) for one in found]
    return [Asked(place, next_of(place)) for place in places]
