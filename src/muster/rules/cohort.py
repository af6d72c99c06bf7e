"""The rules on who is in the file, beside the pupils expected (C01 to C05)."""

from collections.abc import Iterator

from muster.formats.names import fold
from muster.formats.upn import tidy_upn
from muster.records import RollEntry
from muster.rules.pupil_view import PupilView, full_name
from muster.rules.registry import Found, rule
from muster.rules.return_view import ReturnView
from muster.rules.roll_match import RollMatch


@rule("C01")
def missing(given: ReturnView) -> Iterator[Found]:
    """An expected pupil is not in the file."""
    for entry in _roll(given).missing:
        name = full_name(entry.forename, entry.surname)
        facts = {"entry": _day(entry.entry_date), "left": _day(entry.leaving_date)}
        yield Found(upn=tidy_upn(entry.upn) or None, who=name, facts={**facts})


@rule("C02")
def unexpected(given: ReturnView) -> Iterator[Found]:
    """A pupil in the file is not expected, and no entry date explains it."""
    for pupil in _new(given):
        if not _joined_since(pupil, given):
            yield Found(pupil=pupil, facts={"entry": _day(pupil.record.entry_date)})


@rule("C03")
def identity_differs(given: ReturnView) -> Iterator[Found]:
    """The same UPN has another surname, date of birth or sex on the roll."""
    for place, entry in _roll(given).entries.items():
        pupil = given.pupils[place]
        if pupil.upn != tidy_upn(entry.upn):
            continue
        if differing := tuple(_differing(pupil, entry)):
            yield Found(pupil=pupil, facts={"differing": differing})


@rule("C04")
def renumbered(given: ReturnView) -> Iterator[Found]:
    """The same name and date of birth stand on the roll under another UPN."""
    match = _roll(given)
    for place in sorted(match.renumbered):
        pupil = given.pupils[place]
        yield Found(pupil=pupil, value=pupil.shown_upn, facts={"roll_upn": match.entries[place].upn})


@rule("C05")
def joined(given: ReturnView) -> Iterator[Found]:
    """A pupil who is not on the roll joined after it was taken."""
    for pupil in _new(given):
        if _joined_since(pupil, given):
            entry = _day(pupil.record.entry_date)
            yield Found(
                pupil=pupil, value=entry, facts={"entry": entry, "roll": _roll(given).roll.taken_on.isoformat()}
            )


def _roll(given: ReturnView) -> RollMatch:
    """The roll, which the engine has made sure of before it runs these rules."""
    if given.roll is None:
        raise ValueError("The cohort rules need the expected roll.")
    return given.roll


def _new(given: ReturnView) -> Iterator[PupilView]:
    match = _roll(given)
    return (pupil for place, pupil in enumerate(given.pupils) if place not in match.entries)


def _joined_since(pupil: PupilView, given: ReturnView) -> bool:
    entry = pupil.record.entry_date
    return entry is not None and entry > _roll(given).roll.taken_on


def _differing(pupil: PupilView, entry: RollEntry) -> Iterator[str]:
    names = {fold(pupil.record.surname), fold(pupil.record.preferred_surname)}
    if pupil.record.surname and entry.surname and fold(entry.surname) not in names:
        yield "surname"
    if pupil.record.dob is not None and entry.dob is not None and pupil.record.dob != entry.dob:
        yield "date of birth"
    if pupil.sex is not None and entry.sex and entry.sex[:1].upper() != pupil.sex:
        yield "sex"


def _day(day: object) -> str:
    return "" if day is None else str(day)
