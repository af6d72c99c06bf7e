"""A collection that is open now, a school asked for its results, its roll, and files that it may send.

The school expects six pupils. `results_file` makes a CTF of them; each argument spoils or changes something.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from muster.formats.ctf_writer import write_ctf
from muster.formats.upn import check_letter
from muster.framework import load_framework
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.practice import Practice
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Person, School
from muster.portal.returns.actions import Sent, send_file
from muster.portal.returns.models import Return
from muster.portal.rolls import actions as rolls
from muster.records import Header, OutcomeRow, PupilRecord, Roll, RollEntry
from tests.portal.cared import cared
from tests.portal.season import CANARY, Side

YEAR = 2026
TAKEN_ON = date(2026, 1, 15)
FORENAMES = ("Ada", "Ben", "Cleo", "Dev", "Esme", "Finn")
SUBJECTS = ("reading", "writing", "maths", "science")
PLAIN = {"reading": "EXS", "writing": "EXS", "maths": "EXS", "science": "EXS"}
CODES = (
    {**PLAIN, "reading": "GDS", "writing": "GDS"},
    {**PLAIN, "maths": "GDS"},
    PLAIN,
    {**PLAIN, "writing": "WTS"},
    {"reading": "WTS", "writing": "WTS", "maths": "WTS", "science": "HNM"},
    {**PLAIN, "reading": "WTS", "maths": "WTS"},
)
"""Outcomes of the six pupils about which nothing need be asked."""


@dataclass
class Collected:
    """One authority's open collection, and the request to one of its schools."""

    side: Side
    collection: Collection
    request: Request
    entries: tuple[RollEntry, ...]

    @property
    def school(self) -> School:
        """The school that was asked."""
        return self.request.school

    def send(
        self, content: bytes | None = None, name: str = "3302001_KS1_330LLLL_001.xml", by: Person | None = None
    ) -> Sent:
        """Send a file for the school as its head would: the faultless one unless another is given."""
        seen = Return.objects.filter(request=self.request).values_list("revision", flat=True).first() or 1
        given = results_file(self.entries) if content is None else content
        return send_file(acting(by or self.side.head), self.request, seen, name, given, new_key())

    def school_return(self) -> Return:
        """The return as it is now."""
        return Return.objects.select_related("request__collection__authority", "newest", "confirmed", "school").get(
            request=self.request
        )


def collect(side: Side, practice: Practice | None = None, school: School | None = None) -> Collected:
    """Open this year's collection, load the school's roll, and ask the school, all as of now."""
    officer, now = acting(side.officer), clock.now().replace(second=0, microsecond=0)
    terms = replace(
        terms_of_year(YEAR),
        opens_at=now - timedelta(days=10),
        deadline=now + timedelta(days=20),
        closes_at=now + timedelta(days=60),
        practice=practice or Practice(),
    )
    drafted = collecting.draft_collection(officer, side.authority, YEAR, terms)
    collection = collecting.open_collection(officer, cared(officer, drafted), drafted.revision)
    asked = school or side.school
    entries = roll_entries(asked)
    rolls.load_roll(officer, collection, Roll(TAKEN_ON, entries))
    (request,) = collecting.ask_schools(officer, collection, [asked]).requests
    return Collected(side, collection, request, entries)


def acting(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(ActorKind.PERSON, person.public_id, person.name)


def upn(number: int, la: str = "330") -> str:
    """A well-formed UPN."""
    digits = f"{la}2001250{number:02d}"
    return check_letter(f"A{digits}") + digits


def roll_entries(school: School) -> tuple[RollEntry, ...]:
    """The six pupils expected."""
    return tuple(
        RollEntry(
            la=school.la,
            estab=school.estab,
            upn=upn(number),
            surname=f"Pupil{CANARY}{forename.lower()}",
            forename=forename,
            dob=date(2018, 9 + number % 4, 1 + number),
            sex="FM"[number % 2],
            nc_year="2",
            sen="K" if number == 4 else "N",
            first_language="ENG",
            fsm="N",
            disadvantaged="Y" if number % 3 == 0 else "N",
            ethnicity="WBRI",
            entry_date=date(2023, 9, 4),
            enrol_status="C",
            gld="Y",
            phonics="Wa",
        )
        for number, forename in enumerate(FORENAMES)
    )


def results_file(
    entries: tuple[RollEntry, ...],
    changes: dict[int, dict[str, str]] | None = None,
    without: tuple[int, ...] = (),
    estab: str = "",
) -> bytes:
    """A CTF of the pupils: `changes` sets a pupil's codes ("" leaves a subject out), `without` leaves pupils out."""
    framework, first = load_framework(YEAR), entries[0]
    header = Header(
        created=datetime(2026, 12, 31, 12, 0),
        source_la=first.la,
        source_estab=estab or first.estab,
        source_name="Beech Lane Infant School",
        dest_la=first.la,
    )
    pupils = [
        _record(entry, {**CODES[place % len(CODES)], **(changes or {}).get(place, {})})
        for place, entry in enumerate(entries)
        if place not in without
    ]
    return write_ctf(header, pupils, framework)


def _record(entry: RollEntry, codes: dict[str, str]) -> PupilRecord:
    return PupilRecord(
        line=0,
        upn=entry.upn,
        surname=entry.surname,
        forename=entry.forename,
        dob=entry.dob,
        dob_text=entry.dob.isoformat() if entry.dob else "",
        sex=entry.sex,
        nc_year="2",
        outcomes=tuple(OutcomeRow(subject, codes[subject], 0) for subject in SUBJECTS if codes.get(subject)),
    )
