"""One school's side of a case as it is now: what it sent, what the roll has, what it said, and its dates."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from muster.portal.duplicates.models import Ask, Side
from muster.portal.organisations.models import School
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.facts import Participation
from muster.portal.returns.models import PupilAnswer, Result, Return
from muster.portal.rolls.models import ExpectedPupil


class DateSource(StrEnum):
    """Who says a date, the best first: asked about it, said with Your pupils, in the file, on the roll."""

    ANSWER = "answer"
    SAID = "said"
    FILE = "file"
    ROLL = "roll"


class Dated(msgspec.Struct, frozen=True):
    """A day on the roll and who says it. With a source and no day it is said that there is none: not left yet."""

    day: date | None = None
    source: DateSource | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A school's side of a case.

    `row` is the pupil in the version that counts, None where the school only expects the pupil or no longer sends
    them; `present` the key of the identity that holds by now, `turned_out` that of the child as whom the authority has
    put the pupil right, where that is another. `who` is opened for one case alone. `children` are all
    that the pupil is known as there. `expected` is the pupil on the school's roll, and `is_expected` whether they are
    of the collection's year and did not leave before the test period. `ask` is the latest that was not withdrawn,
    `answered` the latest with an answer. `is_parted` says that whom the school sent as the pupil has turned out to be
    another child: then the claim has no row.
    """

    side: Side
    school: School
    school_return: Return | None = None
    row: Result | None = None
    present: int | None = None
    turned_out: int | None = None
    children: tuple[Child, ...] = ()
    who: IdentityRecord | None = None
    expected: ExpectedPupil | None = None
    is_expected: bool = False
    said: PupilAnswer | None = None
    ask: Ask | None = None
    answered: Ask | None = None
    entry: Dated = Dated()
    leaving: Dated = Dated()
    is_struck: bool = False
    is_parted: bool = False

    @property
    def name(self) -> str:
        """Forename and surname; "" where they are not opened, or not known."""
        return self.who.name if self.who else ""

    @property
    def identity(self) -> int | None:
        """The key of the identity that says who it is: as sent and put right since, else as the roll has it."""
        if self.present is not None:
            return self.present
        return self.expected.identity_id if self.expected else None

    @property
    def is_sent(self) -> bool:
        """Whether the school's results have the pupil."""
        return self.row is not None

    @property
    def is_put_right(self) -> bool:
        """Whether the authority has put right who the pupil is whom the school sends."""
        return self.row is not None and self.present != self.row.identity_id

    @property
    def is_live(self) -> bool:
        """Whether the school still has anything to do with the pupil."""
        return bool(self.row or self.expected or self.said or self.answered)

    @property
    def is_protected(self) -> bool:
        """Whether nothing is said of the pupil across schools."""
        return any(child.protected for child in self.children)

    @property
    def takes_part(self) -> bool:
        """Whether the school has not declined."""
        return bool(self.side.request.participation != Participation.DECLINED)

    @property
    def registration(self) -> str:
        """How the pupil is registered, as the school says (an id of `Ask.Registration`); "" where it was not asked."""
        return self.answered.registration if self.answered else ""

    @property
    def is_asked(self) -> bool:
        """Whether the school is asked and has not answered."""
        return self.ask is not None and self.ask.answered_at is None

    @property
    def sent_at(self) -> datetime | None:
        """When what counts was sent."""
        return self.row.version.made_at if self.row else None

    @property
    def sent_by_name(self) -> str:
        """Who sent it."""
        return self.row.version.made_by_name if self.row else ""
