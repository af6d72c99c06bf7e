"""The results that a page shows: read once, recorded as seen, and said in the framework's words."""

from collections.abc import Mapping

import msgspec
from django.http import Http404

from muster.framework import Framework, load_framework
from muster.portal.collecting.terms import subjects_of
from muster.portal.collecting.times import said
from muster.portal.pages.returns.place import Place, record_seen
from muster.portal.pages.returns.results.listing import Pupil, pupils_of
from muster.portal.returns.models import Version
from muster.portal.returns.reads.results import PupilResult, results_of
from muster.portal.rolls.reads import school_roll
from muster.records import RollEntry


class Seen(msgspec.Struct, frozen=True):
    """The version that the school works on, with its pupils; `results` as they were read."""

    place: Place
    version: Version
    framework: Framework
    results: tuple[PupilResult, ...]

    @property
    def made_at(self) -> str:
        """When the version was sent or changed, in words."""
        return said(self.version.made_at)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of the collection."""
        return tuple(self.names)

    @property
    def names(self) -> dict[str, str]:
        """What the subjects are called at the beginning of a line."""
        return subjects_of(self.place.collection)

    @property
    def pupils(self) -> list[Pupil]:
        """The pupils by name, without what the roll says of them."""
        return pupils_of(self.results, self.framework, self.subjects, {})

    def pupils_with_groups(self) -> list[Pupil]:
        """The pupils by name, with their groups as the roll has them."""
        return pupils_of(self.results, self.framework, self.subjects, self._roll())

    @property
    def codes(self) -> list[str]:
        """The codes that occur, in the framework's order."""
        found = {str(getattr(one.row, subject)) for one in self.results for subject in self.subjects}
        return [code for code in self.framework.meanings if code in found]

    @property
    def meanings(self) -> dict[str, str]:
        """What the codes that occur mean."""
        return {code: self.framework.meanings[code] for code in self.codes}

    def _roll(self) -> Mapping[str, RollEntry]:
        place = self.place
        held = school_roll(place.visit.scope, place.collection, place.school)
        return {one.child: one.entry for one in held.pupils} if held else {}


def look_at(place: Place, what: str = "results") -> Seen | None:
    """The results as whoever visits sees them, recorded as seen under this word; None where nothing was sent.

    Raises Http404 for a collection that has no results in it.
    """
    if place.collection.kind != place.collection.Kind.KS1:
        raise Http404
    version = place.school_return.version
    if version is None:
        return None
    seen = Seen(place, version, load_framework(place.collection.year), tuple(results_of(place.visit.scope, version)))
    record_seen(place, what, len(seen.results))
    return seen
