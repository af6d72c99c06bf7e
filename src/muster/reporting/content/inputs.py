"""What a school's reports are made of: plain values that the portal and the command line bring together alike."""

from datetime import date

import msgspec

from muster.framework import Framework
from muster.measures import MeasuredPupil
from muster.records import HistoryRow
from muster.reporting.content.comparators import Comparator
from muster.reporting.content.paper import Edition


class ReportSchool(msgspec.Struct, frozen=True, kw_only=True):
    """Whose report it is; `type` and `phase` as the Department for Education names them, `authority` as people do."""

    name: str
    urn: str
    authority: str
    type: str = ""
    phase: str = ""


class Queried(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of point that was asked about: how many there were, and how many were settled in which way.

    What is neither corrected nor explained is open. No pupil, no reason.
    """

    kind: str
    number: int
    corrected: int = 0
    explained: int = 0

    @property
    def open(self) -> int:
        """How many are not settled."""
        return max(self.number - self.corrected - self.explained, 0)


class ReportPupil(msgspec.Struct, frozen=True, kw_only=True):
    """One pupil of the return with what is held of it; texts are "" where they are not known."""

    surname: str
    forename: str
    upn: str = ""
    born: date | None = None
    measured: MeasuredPupil


class ReportInputs(msgspec.Struct, frozen=True, kw_only=True):
    """All that is told of a school: its pupils, earlier years, what it is compared with, what it was asked.

    `expected` is how many pupils the roll expects, None where none is held. `rolled_on` is the day of that roll.
    """

    framework: Framework
    school: ReportSchool
    pupils: tuple[ReportPupil, ...]
    made_on: date
    edition: Edition = Edition.SCHOOL
    history: tuple[HistoryRow, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    queried: tuple[Queried, ...] = ()
    expected: int | None = None
    rolled_on: date | None = None
    science: bool = True
