"""Whether a chain of events is as it was written, from its first event to its end."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from muster.portal.audit.models import Chain, Event
from muster.portal.audit.seals import seal_of

_AT_ONCE = 2_000


class Kind(StrEnum):
    """What is wrong with a chain."""

    ALTERED = "altered"
    MISSING = "missing"
    CUT_SHORT = "cut short"
    ADDED = "added"
    NOT_THE_NOTED = "not the noted one"


_SENTENCES = {
    Kind.ALTERED: "Event {number} is not as it was written: it was changed, or stands in another's place.",
    Kind.MISSING: "Event {number} is missing, though later ones are there: it was deleted, or moved.",
    Kind.CUT_SHORT: "Event {number} is missing, and all that came after it: the end of the chain was cut off.",
    Kind.ADDED: "Event {number} is more than the chain ever held: it was added by hand.",
    Kind.NOT_THE_NOTED: (
        "No event bears the seal that was noted: the chain was cut off before it, or it is another's seal."
    ),
}


class Fault(msgspec.Struct, frozen=True):
    """The first event that is not right, by its number in the chain (0: no one event)."""

    kind: Kind
    number: int

    @property
    def sentence(self) -> str:
        """What is wrong, in plain words."""
        return _SENTENCES[self.kind].format(number=f"{self.number:,}")


class Report(msgspec.Struct, frozen=True):
    """What was found of a chain: the events that were right one after another, the last one's seal, the first fault.

    `seal` is what to note somewhere else: with the noted seal a later verification tells that nothing up to there was
    cut off, which from within the database alone nobody can tell.
    """

    chain: str
    events: int
    seal: str
    fault: Fault | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None


class _Walk:
    """How far the verification is: the last event that was right, and whether the `noted` seal was met."""

    def __init__(self, chain: str, noted: str) -> None:
        self.chain = chain
        self.noted = noted
        self.met = not noted
        self.number = 0
        self.seal = ""

    def fault_in(self, event: Event) -> Fault | None:
        """What is wrong with the next event; otherwise it is passed."""
        if event.number != self.number + 1:
            return Fault(Kind.MISSING if event.number > self.number else Kind.ADDED, self.number + 1)
        if event.seal != seal_of(event, self.seal):
            return Fault(Kind.ALTERED, event.number)
        self.number, self.seal = event.number, event.seal
        self.met = self.met or event.seal == self.noted
        return None

    def report(self, fault: Fault | None = None) -> Report:
        """What was found."""
        return Report(self.chain, self.number, self.seal, fault)


def verify(chain: str, noted: str = "") -> Report:
    """Go through the chain and name the first event that was edited, deleted, moved, added, or cut off at the end.

    Events that are being written meanwhile do no harm. Needs the audit key. What cannot be told without `noted`, a seal
    that was written down elsewhere at an earlier time: that somebody cut off the chain's last events and set its row
    back to match, or took away the whole chain with its row.
    """
    end = Chain.objects.filter(name=chain).first() or Chain(name=chain)
    walk = _Walk(chain, noted)
    for event in _events(chain, end.length):
        if fault := walk.fault_in(event):
            return walk.report(fault)
    return walk.report(_fault_at_end(walk, end))


def verify_all(noted: str = "") -> Iterator[Report]:
    """Verify every chain there is, by name; `noted` must be met in one of them, else the last report says so."""
    names = {*Chain.objects.values_list("name", flat=True), *Event.objects.values_list("chain", flat=True).distinct()}
    bearer = Event.objects.filter(seal=noted).values_list("chain", flat=True).first() if noted else None
    for name in sorted(names):
        yield verify(name, noted if name == bearer else "")
    if noted and bearer is None:
        yield Report("", 0, "", Fault(Kind.NOT_THE_NOTED, 0))


def _events(chain: str, length: int) -> Iterator[Event]:
    rows = Event.objects.filter(chain=chain, number__lte=length).order_by("number")
    return rows.iterator(chunk_size=_AT_ONCE)


def _fault_at_end(walk: _Walk, end: Chain) -> Fault | None:
    if walk.number < end.length:
        return Fault(Kind.CUT_SHORT, walk.number + 1)
    if walk.seal != end.seal:
        return Fault(Kind.ALTERED, walk.number)
    if added := _first_added(end):
        return Fault(Kind.ADDED, added)
    return None if walk.met else Fault(Kind.NOT_THE_NOTED, 0)


def _first_added(end: Chain) -> int | None:
    """The first event past the chain's end. The end is read again after it: it may have moved on by right."""
    beyond = Event.objects.filter(chain=end.name, number__gt=end.length).order_by("-number").first()
    if beyond is None:
        return None
    now = Chain.objects.filter(name=end.name).values_list("length", flat=True).first() or 0
    return end.length + 1 if beyond.number > now else None
