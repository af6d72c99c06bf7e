"""What the first page of a check shows of each cause."""

from collections.abc import Iterator, Mapping

import msgspec

from muster.portal.collecting.models import Waiver
from muster.portal.collecting.reads import waived_rules
from muster.portal.pages.returns.also_sent.known import shared_causes
from muster.portal.pages.returns.of_cause import OfCause
from muster.portal.pages.returns.place import Place
from muster.portal.returns.models import Version
from muster.portal.returns.reads.causes import CauseHere, causes_of_return
from muster.portal.returns.reads.expected import expected_number
from muster.portal.returns.reads.findings import Found
from muster.portal.returns.reads.received import Received, received
from muster.portal.returns.reads.worksheets import Waiting, waiting
from muster.records import Severity
from muster.rules.causes import Cause, counted

FIRST = 5
_HEADINGS = {
    Severity.ERROR: ("must", "Must be put right"),
    Severity.QUERY: ("explain", "Please explain"),
    Severity.NOTE: ("know", "For your information"),
}
_WAIVED = ("waived", "Not asked of your school")
_MOVEMENT = frozenset({"C01", "C02", "S07"})


class Shown(OfCause, frozen=True):
    """A cause as the first page has it: its first findings, how many more there are, and whether it is waived."""

    first: tuple[Found, ...]
    advice: tuple[str, ...]
    waiver: Waiver | None = None

    @property
    def count(self) -> str:
        """How many it is on, in words; "" where it is on the file as a whole."""
        pupils = self.here.cause.pupils
        if not pupils:
            return ""
        return counted(pupils, "pupil") if pupils == self.number else f"{self.number:,} times"

    @property
    def more(self) -> int:
        """How many are not given in words here."""
        return self.number - len(self.first)

    @property
    def is_about_movement(self) -> bool:
        """Whether it is settled by saying where pupils are."""
        return self.rule in _MOVEMENT

    @property
    def about(self) -> str:
        """The public id of its first finding, for a question to the data team; "" where all are counted only."""
        return self.here.found[0].row.public_id if self.here.found else ""


class Section(msgspec.Struct, frozen=True):
    """Causes of one urgency, under one heading."""

    id: str
    heading: str
    causes: tuple[Shown, ...]

    @property
    def number(self) -> int:
        """How many findings it holds."""
        return sum(one.number for one in self.causes)


class Shared(msgspec.Struct, frozen=True):
    """What is said of pupils whom another school has also sent: asked on a page of its own, and not counted here."""

    causes: tuple[Cause, ...]

    @property
    def number(self) -> int:
        """How many pupils there are."""
        return sum(one.number for one in self.causes)


class Overview(msgspec.Struct, frozen=True):
    """Everything that the page says."""

    received: Received
    pupils: int
    expected: int
    waiting: Waiting
    sections: tuple[Section, ...]
    errors: int
    open_questions: int
    pupils_named: int
    shared: Shared


def overview(place: Place, version: Version) -> Overview:
    """What the newest check of the version says."""
    scope, school_return = place.visit.scope, place.school_return
    causes = causes_of_return(scope, school_return, version)
    shared = Shared(tuple(shared_causes(place)))
    return Overview(
        received=received(scope, school_return, version),
        pupils=version.pupils,
        expected=expected_number(scope, school_return),
        waiting=waiting(scope, school_return),
        sections=tuple(_sections(causes, waived_rules(scope, place.request))),
        errors=sum(one.cause.number for one in causes if one.is_error),
        open_questions=sum(one.open_number for one in causes if one.is_question),
        pupils_named=sum(min(FIRST, one.cause.pupils) for one in causes) + shared.number,
        shared=shared,
    )


def _sections(causes: list[CauseHere], waived: Mapping[str, Waiver]) -> Iterator[Section]:
    """By urgency, and last what is waived: unless the check that made it a note is still to come."""
    every = [_shown(one, waived) for one in causes]
    for severity, (key, heading) in _HEADINGS.items():
        own = tuple(one for one in every if one.here.cause.severity is severity and one.waiver is None)
        if own:
            yield Section(key, heading, own)
    if spared := tuple(one for one in every if one.waiver is not None):
        yield Section(*_WAIVED, spared)


def _shown(here: CauseHere, waived: Mapping[str, Waiver]) -> Shown:
    is_spared = here.cause.severity is Severity.NOTE
    return Shown(here, here.found[:FIRST], here.advice, waived.get(here.cause.rule.id) if is_spared else None)
