"""Whom the school knows to have been sent by another school too: what its page and its task list show."""

import msgspec

from muster.portal.duplicates.crossed import CrossedPupil
from muster.portal.duplicates.reads.crossing import crossing_of
from muster.portal.duplicates.reads.own_sides import OwnSide, has_sides, own_sides
from muster.portal.pages.returns.place import Place
from muster.rules.causes import Cause, causes_among


class Known(msgspec.Struct, frozen=True):
    """The school's own sides of cases, and pupils of whom no case is open yet."""

    sides: tuple[OwnSide, ...] = ()
    new: tuple[CrossedPupil, ...] = ()

    @property
    def waiting(self) -> int:
        """Of how many pupils the school may still say something."""
        return sum(one.is_waiting for one in self.sides)

    @property
    def number(self) -> int:
        """How many pupils there are."""
        return len(self.sides) + len(self.new)

    def side(self, public_id: str) -> OwnSide | None:
        """The side with this public id."""
        return next((one for one in self.sides if one.public_id == public_id), None)


def known_of(place: Place) -> Known:
    """Everybody of whom the school knows; nobody where the pupil is protected."""
    scope = place.visit.scope
    shared = crossing_of(scope, place.school_return).shared if place.school_return.pk else ()
    told = {one.result: one for one in shared if one.result is not None}
    sides = own_sides(scope, place.request, told.keys())
    with_sides = {one.claim.row.pk for one in sides if one.claim.row}
    return Known(tuple(sides), tuple(one for key, one in told.items() if key not in with_sides))


def shared_causes(place: Place) -> list[Cause]:
    """By cause what the checks say of pupils of this return whom another school has sent too (X01 to X03)."""
    shared = crossing_of(place.visit.scope, place.school_return).shared
    return causes_among((one.finding for one in shared), {})


def known_at_once(place: Place) -> Known:
    """The same where a case is found already: one query where there is none."""
    return known_of(place) if has_sides(place.visit.scope, place.request) else Known()
