"""A school's pupils: those expected, those whom it sent besides, and what it has said of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from datetime import date
from enum import StrEnum

import msgspec
from django.db.models import Count

from muster.formats.names import fold
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.elsewhere import sent_elsewhere_of
from muster.portal.returns.expecting import Expecting, wanted
from muster.portal.returns.models import PupilAnswer, Result, Return, Version
from muster.portal.returns.movers import ToDo, to_do_of
from muster.portal.returns.put_right import with_present
from muster.portal.returns.reads.identities import identities_of
from muster.portal.returns.whereabouts import whereabouts
from muster.portal.rolls.models import ExpectedPupil, SchoolRoll
from muster.portal.rolls.reads import ExpectedChild, SchoolsRoll, school_roll

Kind = PupilAnswer.Kind


class Doubt(StrEnum):
    """Why what was said of a pupil should be looked at again, beside what the school sent last."""

    SENT = "sent"
    """Said to be gone, and was sent."""
    STILL_YOURS = "still_yours"
    """Left, but by the rules on pupils who changed school this school sends them, and it did not."""
    SENT_THERE = "sent_there"
    """Joined, was submitted where they came from, and was sent here too."""
    NOT_SENT = "not_sent"
    """Said to have joined, and was not sent."""


class Pupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil of the list. `child` is the child's public id; `who` None where nothing is known of them any more.

    `is_expected` says whether the roll has them, `is_sent` whether the school's newest results do. `entry` and `left`
    are the first and last day on the roll, as far as the roll or, for pupils not expected, the results tell. `to_do` is
    what the school has to do about one who left or joined, by what it said. `is_elsewhere` says that another school has
    sent one who is missing.
    """

    child: str
    who: IdentityRecord | None
    nc_year: str = ""
    entry: date | None = None
    left: date | None = None
    is_expected: bool = False
    is_sent: bool = False
    answer: PupilAnswer | None = None
    to_do: ToDo | None = None
    doubt: Doubt | None = None
    is_elsewhere: bool = False
    joined_since: bool = False

    @property
    def name(self) -> str:
        """Forename and surname."""
        return self.who.name if self.who else ""

    @property
    def elsewhere(self) -> str:
        """Where the pupil went or came from, as it is said behind the day; "" where nothing was said of it."""
        place = whereabouts().get(self.answer.elsewhere) if self.answer else None
        if self.answer is None or place is None:
            return ""
        return place.joined if self.answer.kind == Kind.JOINED else place.left

    @property
    def is_missing(self) -> bool:
        """Whether the school should have sent the pupil, as far as it has said."""
        return self.is_expected and not self.is_sent and not self.is_answered

    @property
    def is_answered(self) -> bool:
        """Whether what was said says why the pupil is missing, or is there."""
        return self.answer is not None and (self.answer.kind != Kind.JOINED) == self.is_expected


class YourPupils(msgspec.Struct, frozen=True, kw_only=True):
    """The list, by name: `expected`, `others` sent besides, `former` of whom something was said and who are neither.

    `taken_on` is the roll's day, None without a roll; `apart` counts those on it who are not expected: they left
    before the test period, or are in another year.
    """

    taken_on: date | None
    version: Version | None
    expected: tuple[Pupil, ...]
    others: tuple[Pupil, ...]
    former: tuple[Pupil, ...]
    apart: int = 0

    @property
    def everybody(self) -> tuple[Pupil, ...]:
        """All of them."""
        return (*self.expected, *self.others, *self.former)

    @property
    def asked(self) -> tuple[Pupil, ...]:
        """Those of whom the school should say something: missing from what it sent, or not expected in it."""
        if self.version is None or self.taken_on is None:
            return ()
        missing = (one for one in self.expected if one.is_missing and not one.is_elsewhere)
        new = (one for one in self.others if one.who and not one.joined_since and not one.is_answered)
        return (*missing, *new)

    @property
    def doubted(self) -> tuple[Pupil, ...]:
        """Those of whom something was said that does not fit."""
        return tuple(one for one in self.everybody if one.doubt is not None)


def your_pupils(scope: Scope, school_return: Return, elsewhere: Set[int] | None = None) -> YourPupils:
    """The pupils of a return's school, beside its newest results and what it has said.

    `elsewhere` are those (keys) whom another school has sent, where that is known or does not matter.
    """
    collection, version = school_return.request.collection, school_return.version
    held = school_roll(scope, collection, school_return.school)
    on_roll = _expected(held, collection) if held else []
    sent = _sent(scope, version, {one.child for one in on_roll})
    said = _said(scope, school_return)
    taken_on = held.taken_on if held else None
    others = {child: row for child, row in sent.items() if child not in {one.child for one in on_roll}}
    listed = {one.child for one in on_roll} | sent.keys()
    groups = (
        [_of_roll(one, sent) for one in on_roll],
        _others(scope, others, taken_on),
        _former(scope, school_return, said.keys() - listed),
    )
    expected, unexpected, former = (_by_name(_with_answer(one, said, collection) for one in group) for group in groups)
    return YourPupils(
        taken_on=taken_on,
        version=version,
        expected=_beside_others(school_return, expected, on_roll, elsewhere) if version else expected,
        others=unexpected,
        former=former,
        apart=len(held.pupils) - len(on_roll) if held else 0,
    )


def expected_numbers(scope: Scope, collection: Collection) -> dict[int, int]:
    """How many pupils are expected, by school's key: those of a school without a roll are not among them. One query."""
    rows = ExpectedPupil.objects.filter(collection=collection, identity__erased_at__isnull=True)
    alike = scope.within(rows).order_by().values_list("nc_year", "enrol_status", "leaving_date", "school_id")
    numbers: Counter[int] = Counter()
    expecting = Expecting(collection)
    for nc_year, status, left, school, count in alike.annotate(count=Count("pk")):
        numbers[school] += count if expecting.expects(nc_year, status, left) else 0
    return numbers


def expected_of_rolls(scope: Scope, collection: Collection) -> dict[int, int]:
    """The same of every school that has a roll: 0 too, where nobody of it counts. Two queries."""
    rows = scope.within(SchoolRoll.objects.filter(collection=collection)).values_list("school_id", flat=True)
    return dict.fromkeys(rows, 0) | expected_numbers(scope, collection)


def expected_number(scope: Scope, school_return: Return) -> int:
    """How many pupils `your_pupils` expects; 0 without a roll. No identity is opened for it."""
    collection = school_return.request.collection
    rows = ExpectedPupil.objects.filter(
        collection=collection, school=school_return.school_id, identity__erased_at__isnull=True
    )
    expecting = Expecting(collection)
    columns = scope.within(rows).values_list("nc_year", "enrol_status", "leaving_date")
    return sum(expecting.expects(*one) for one in columns)


def _expected(held: SchoolsRoll, collection: Collection) -> list[ExpectedChild]:
    """Those of the roll whom a check expects."""
    entries = {id(entry) for entry in wanted(held.roll, collection)}
    return [one for one in held.pupils if id(one.entry) in entries]


def _sent(scope: Scope, version: Version | None, on_roll: Set[str]) -> dict[str, Result]:
    """The newest results' rows by child; of a child listed twice the first.

    A pupil whom the authority put right is the one of the roll, where that tells so.
    """
    if version is None:
        return {}
    rows = scope.within(Result.objects.filter(version=version), school="version__school_return__school")
    found: dict[str, Result] = {}
    for row in with_present(rows).select_related("child").order_by("place"):
        found.setdefault(row.present_child if row.present_child in on_roll else row.child.public_id, row)
    return found


def _said(scope: Scope, school_return: Return) -> dict[str, PupilAnswer]:
    rows = PupilAnswer.objects.filter(school_return__request=school_return.request_id).select_related("child")
    return {row.child.public_id: row for row in scope.within(rows, school="school_return__school")}


def _of_roll(one: ExpectedChild, sent: Mapping[str, Result]) -> Pupil:
    entry = one.entry
    return Pupil(
        child=one.child,
        who=IdentityRecord(entry.surname, entry.forename, upn=entry.upn, dob=entry.dob, sex=entry.sex),
        nc_year=entry.nc_year,
        entry=entry.entry_date,
        left=entry.leaving_date,
        is_expected=True,
        is_sent=one.child in sent,
    )


def _others(scope: Scope, rows: Mapping[str, Result], taken_on: date | None) -> list[Pupil]:
    """Those sent whom nobody expects; an entry after the roll's day explains them by itself."""
    identities = identities_of(scope, rows.values()) if rows else {}
    return [
        Pupil(
            child=child,
            who=identities[row.pk].record,
            entry=row.entry_date,
            left=row.leaving_date,
            is_sent=True,
            joined_since=bool(taken_on and row.entry_date and row.entry_date > taken_on),
        )
        for child, row in rows.items()
    ]


def _former(scope: Scope, school_return: Return, children: Iterable[str]) -> list[Pupil]:
    """Those of whom something was said and who are on no list now, as the school last sent them, if it did."""
    wanted = list(children)
    if not wanted:
        return []
    rows = Result.objects.filter(version__school_return=school_return, child__public_id__in=wanted)
    last = {row.child.public_id: row for row in scope.within(
        rows.select_related("child").order_by("pk"), school="version__school_return__school"
    )}  # fmt: skip
    identities = identities_of(scope, last.values())
    return [Pupil(child=one, who=identities[last[one].pk].record if one in last else None) for one in wanted]


def _with_answer(pupil: Pupil, said: Mapping[str, PupilAnswer], collection: Collection) -> Pupil:
    answer = said.get(pupil.child)
    if answer is None:
        return pupil
    to_do = to_do_of(collection, answer, pupil.entry)
    return msgspec.structs.replace(pupil, answer=answer, to_do=to_do, doubt=_doubt(pupil, answer, to_do))


def _beside_others(
    school_return: Return, pupils: tuple[Pupil, ...], on_roll: Iterable[ExpectedChild], known: Set[int] | None
) -> tuple[Pupil, ...]:
    """The pupils, once it is known whom of the missing another school has sent."""
    keys = {one.child: one.row.child_id for one in on_roll}
    missing = {keys[one.child] for one in pupils if one.is_missing}
    there = sent_elsewhere_of(school_return, missing) if known is None else missing & known
    marked = (msgspec.structs.replace(one, is_elsewhere=keys[one.child] in there) for one in pupils)
    return tuple(marked) if there else pupils


def _doubt(pupil: Pupil, answer: PupilAnswer, to_do: ToDo | None) -> Doubt | None:
    """Whoever the school is to send should be sent, and nobody else of whom it said something."""
    is_theirs = to_do is not None and to_do.sends
    if answer.kind == Kind.JOINED:
        sure = to_do is not None and to_do.is_sure
        wrongly = Doubt.SENT_THERE if sure and not is_theirs else None
        return wrongly if pupil.is_sent else Doubt.NOT_SENT if is_theirs else None
    if pupil.is_sent:
        return None if is_theirs else Doubt.SENT
    return Doubt.STILL_YOURS if is_theirs and pupil.is_expected else None


def _by_name(pupils: Iterable[Pupil]) -> tuple[Pupil, ...]:
    return tuple(sorted(pupils, key=_sorting))


def _sorting(pupil: Pupil) -> tuple[str, str, str]:
    who = pupil.who
    return (fold(who.surname), fold(who.forename), pupil.child) if who else ("", "", pupil.child)
