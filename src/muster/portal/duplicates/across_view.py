"""A match as an officer of one authority reads it, and how far it is."""

from datetime import datetime
from enum import StrEnum

import msgspec

from muster.portal.duplicates.across_rows import OwnRow
from muster.portal.duplicates.models import Match
from muster.portal.organisations.models import Authority
from muster.portal.pupils.identity_record import IdentityRecord


class AcrossState(StrEnum):
    """How far a match is, seen from one side; never kept."""

    OURS_TO_SAY = "ours_to_say"
    """This side has said nothing."""
    THEIRS_TO_SAY = "theirs_to_say"
    """This side has, the other has not."""
    DIFFER = "differ"
    """Both have, and what they say does not fit."""
    OURS = "ours"
    """Settled: this side submits."""
    THEIRS = "theirs"
    """Settled: the other side submits."""
    NOT_SAME = "not_same"
    """Settled: not the same child."""


WAITING = frozenset({AcrossState.OURS_TO_SAY, AcrossState.DIFFER})
"""What waits for this side."""


class AcrossView(msgspec.Struct, frozen=True, kw_only=True):
    """A match with this side's own pupil: `rows` are what its schools send, `who` is None once the pupil was erased.

    Of the other side it holds the authority and what that says, and nothing else.
    """

    match: Match
    other: Authority
    their_view: str
    rows: tuple[OwnRow, ...] = ()
    who: IdentityRecord | None = None
    holds: bool = True

    @property
    def name(self) -> str:
        """Forename and surname; "" where they are not known any more."""
        return self.who.name if self.who else ""

    @property
    def schools(self) -> list[str]:
        """The names of this side's schools that send the pupil."""
        return sorted({one.school.name for one in self.rows})

    @property
    def state(self) -> AcrossState:
        """How far it is."""
        return state_of(self.match, self.their_view)


class Written(msgspec.Struct, frozen=True):
    """A message about a match: who wrote it, whether on this side, when, and what."""

    by_name: str
    is_ours: bool
    at: datetime
    text: str


def state_of(match: Match, their_view: str) -> AcrossState:
    """How far a match is, where the other side says this ("" for nothing yet)."""
    if match.outcome != Match.Outcome.OPEN:
        return AcrossState(match.outcome)
    if not match.view:
        return AcrossState.OURS_TO_SAY
    return AcrossState.DIFFER if their_view else AcrossState.THEIRS_TO_SAY
