"""A pupil who joined, and how a school says where its pupils are."""

from datetime import date

from msgspec.structs import replace

from muster.formats.ctf_writer import write_ctf
from muster.framework import load_framework
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Person
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.pupil_answers import Answer, Kind, answer_pupils
from muster.portal.returns.models import Result, Return
from muster.portal.returns.reads.expected import Pupil, YourPupils, your_pupils
from muster.portal.returns.reads.returns import return_of
from muster.portal.rolls.models import ExpectedPupil
from muster.records import Header, OutcomeRow, PupilRecord
from tests.portal.collected import CODES, YEAR, Collected, acting, results_file, upn
from tests.portal.season import CANARY

LEFT_ON = date(2026, 5, 14)
AFTER_THE_TESTS = date(2026, 6, 10)
NEWCOMER = PupilRecord(
    line=0,
    upn=upn(40, la="331"),
    surname=f"Pupil{CANARY}gia",
    forename="Gia",
    dob=date(2019, 2, 3),
    dob_text="2019-02-03",
    sex="F",
    nc_year="2",
)


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.SCHOOL, collected.side.authority.public_id, frozenset({collected.school.public_id}))


def return_now(collected: Collected) -> Return:
    """The return as it is, also where the school has done nothing yet."""
    return return_of(scope_of(collected), collected.request)


def pupils_of(collected: Collected) -> YourPupils:
    """The list as the school sees it."""
    return your_pupils(scope_of(collected), return_now(collected))


def child_of(collected: Collected, place: int) -> Child:
    """The child of an expected pupil."""
    rows = ExpectedPupil.objects.filter(collection=collected.collection, school=collected.school).order_by("pk")
    return rows[place].child


def newcomer_of(collected: Collected) -> Child:
    """The child of the newcomer, once a file with them was sent."""
    return Result.objects.filter(version=collected.school_return().version).order_by("-place")[0].child


def named(pupils: YourPupils, forename: str) -> Pupil:
    """The pupil of this forename."""
    return next(one for one in pupils.everybody if one.who and one.who.forename == forename)


def left(child: Child, day: date | None = LEFT_ON, elsewhere: str = "england") -> Answer:
    return Answer(child=child.public_id, kind=Kind.LEFT, day=day, elsewhere=elsewhere)


def joined(child: Child, day: date | None = LEFT_ON, elsewhere: str = "authority") -> Answer:
    return Answer(child=child.public_id, kind=Kind.JOINED, day=day, elsewhere=elsewhere)


def revision_of(collected: Collected) -> int:
    return Return.objects.filter(request=collected.request).values_list("revision", flat=True).first() or 1


def say(collected: Collected, *answers: Answer, by: Person | None = None) -> None:
    """Say it as the head, who sees the page as it is now."""
    answer_pupils(acting(by or collected.side.head), collected.request, revision_of(collected), answers)


def with_newcomer(collected: Collected, entry: date | None = None, without: tuple[int, ...] = ()) -> bytes:
    """A file of the expected pupils, those at the places in `without` left out, and of one more."""
    expected = [
        PupilRecord(
            line=0,
            upn=one.upn,
            surname=one.surname,
            forename=one.forename,
            dob=one.dob,
            dob_text=one.dob.isoformat() if one.dob else "",
            sex=one.sex,
            nc_year="2",
            outcomes=tuple(OutcomeRow(subject, code, 0) for subject, code in CODES[place].items()),
        )
        for place, one in enumerate(collected.entries)
        if place not in without
    ]
    new = replace(NEWCOMER, outcomes=expected[0].outcomes, entry_date=entry)
    header = Header(source_la=collected.school.la, source_estab=collected.school.estab, dest_la="330")
    return write_ctf(header, [*expected, new], load_framework(YEAR))


def without(collected: Collected, *places: int) -> bytes:
    """A file without some of the expected pupils."""
    return results_file(collected.entries, without=places)
