"""Faults in a pupil's outcomes (R01 to R19), one function a rule.

Where a rule looks at the roll too, the child's line is made to fit, so that one fault is one finding.
"""

from collections.abc import Callable
from dataclasses import replace

from muster.synthesis.children import SUBJECTS
from muster.synthesis.ground import Ground
from muster.synthesis.returned import ReturnedPupil, RollLine

_SCALED = SUBJECTS[:3]
_UNKNOWN = ("XYZ", "EXP", "ARE", "OT", "SEC")
_WITHDRAWN = ("2B", "PKF", "BLW", "W", "3", "P8", "NOTSEN", "PKG", "2a", "P3ii")
_ELSEWHERE = ("104", "PK5", "NS", "AS", "Wa", "H", "27", "PK6")
_IN_SCIENCE = ("PK3", "WTS", "GDS", "EM", "PK1")
_MOST_IN_SCIENCE = 2


def r01(ground: Ground) -> None:
    """No outcome: no row, or an empty result."""
    pupil, subject = _one(ground, SUBJECTS)
    row = pupil.row_of(subject)
    if ground.draws.chance(0.5):
        pupil.rows.remove(row)
    else:
        row.result = ""
    ground.file.plant("R01", pupil.upn, subject)


def r02(ground: Ground) -> None:
    """A code nobody knows."""
    _wrong(ground, "R02", SUBJECTS, _UNKNOWN)


def r03(ground: Ground) -> None:
    """A code of another subject; in science of one or two pupils at most (three are one finding for the file)."""
    so_far = sum(rule == "R03" and subject == "science" for rule, _, subject in ground.file.truth)
    few = so_far + 1 < _MOST_IN_SCIENCE and len(ground.file.pupils) > 2 * _MOST_IN_SCIENCE
    if few and ground.draws.chance(0.4):
        _wrong(ground, "R03", ("science",), _IN_SCIENCE)
    else:
        _wrong(ground, "R03", _SCALED, ("HNM",))


def r04(ground: Ground) -> None:
    """A withdrawn code."""
    _wrong(ground, "R04", SUBJECTS, _WITHDRAWN)


def r05(ground: Ground) -> None:
    """A code of another assessment."""
    _wrong(ground, "R05", SUBJECTS, _ELSEWHERE)


def r06(ground: Ground) -> None:
    """Two outcomes that differ."""
    pupil, subject = _one(ground, _SCALED)
    row = pupil.row_of(subject)
    pupil.rows.append(replace(row, result="EXS" if row.result != "EXS" else "GDS"))
    ground.file.plant("R06", pupil.upn, subject)


def r07(ground: Ground) -> None:
    """The same outcome twice."""
    pupil, subject = _one(ground, SUBJECTS)
    pupil.rows.append(replace(pupil.row_of(subject)))
    ground.file.plant("R07", pupil.upn, subject)


def r08(ground: Ground) -> None:
    """A, in one subject or in all."""
    pupil, subject = _one(ground, _SCALED)
    if ground.draws.chance(0.4):
        pupil.set_codes("A", "A", "A", "A")
    else:
        pupil.row_of(subject).result = "A"
    ground.file.plant("R08", pupil.upn)


def r09(ground: Ground) -> None:
    """D, L or Q."""
    pupil, subject = _one(ground, SUBJECTS)
    code = ground.draws.pick("DLQ")
    if code == "L":
        pupil.set_codes("L", "L", "L", "L")
    else:
        pupil.row_of(subject).result = code
    ground.file.plant("R09", pupil.upn)


def r10(ground: Ground) -> None:
    """The engagement model beside the standards."""
    _judged(ground, "R10", ("EM", "WTS", "EXS", "EXS"), sen="K", phonics="Wt")


def r11(ground: Ground) -> None:
    """The engagement model without SEN."""
    _judged(ground, "R11", ("EM", "EM", "EM", "HNM"), sen="N", phonics="Wt")


def r12(ground: Ground) -> None:
    """Science above the rest."""
    _judged(ground, "R12", ("PK3", "PK2", "PK3", "EXS"), sen="K", phonics="Wt")


def r13(ground: Ground) -> None:
    """Writing far above reading."""
    _judged(ground, "R13", ("WTS", "GDS", "EXS", "EXS"), gld="Y")


def r14(ground: Ground) -> None:
    """Subjects far apart."""
    _judged(ground, "R14", ("PK3", "WTS", "GDS", "EXS"), sen="K", gld="Y", phonics="Wt")


def r15(ground: Ground) -> None:
    """A result date outside the academic year."""
    pupil, subject = _one(ground, SUBJECTS)
    pupil.row_of(subject).dated = ground.draws.pick((f"{ground.year - 1}-06-20", f"{ground.year}-09-04", "not known"))
    ground.file.plant("R15", pupil.upn, subject)


def r16(ground: Ground) -> None:
    """A code that is read after tidying."""
    pupil, subject = _one(ground, SUBJECTS)
    row = pupil.row_of(subject)
    row.result = ground.draws.pick((row.result.lower(), " ".join(row.result), row.result.capitalize()))
    ground.file.plant("R16", pupil.upn, subject)


def r17(ground: Ground) -> None:
    """A pre-key stage standard with neither SEN nor another first language."""
    _judged(ground, "R17", ("WTS", "PK4", "WTS", "HNM"), sen="N", first_language="ENG")


def r18(ground: Ground) -> None:
    """Greater depth with neither a good level of development nor the phonics standard."""
    _judged(ground, "R18", ("GDS", "EXS", "EXS", "EXS"), gld="N", phonics="Wt")


def r19(ground: Ground) -> None:
    """Reading far below the phonics check."""
    pupil = _judged(ground, "", ("PK2", "PK2", "PK3", "HNM"), sen="K", phonics="Wa")
    ground.file.plant("R19", pupil.upn, "reading")


def _one(ground: Ground, subjects: tuple[str, ...]) -> tuple[ReturnedPupil, str]:
    return ground.take()[0], ground.draws.pick(subjects)


def _wrong(ground: Ground, rule: str, subjects: tuple[str, ...], codes: tuple[str, ...]) -> None:
    pupil, subject = _one(ground, subjects)
    pupil.row_of(subject).result = ground.draws.pick(codes)
    ground.file.plant(rule, pupil.upn, subject)


def _judged(ground: Ground, rule: str, codes: tuple[str, ...], **known: str) -> ReturnedPupil:
    """Give a pupil these outcomes, and its line on the roll what makes them questionable for one rule only."""
    pupil, line = ground.take()
    pupil.set_codes(*codes)
    _know(line, known)
    if rule:
        ground.file.plant(rule, pupil.upn)
    return pupil


def _know(line: RollLine, known: dict[str, str]) -> None:
    for column, value in known.items():
        setattr(line, column, value)


OUTCOME_FAULTS: dict[str, Callable[[Ground], None]] = {
    "R01": r01, "R02": r02, "R03": r03, "R04": r04, "R05": r05, "R06": r06, "R07": r07, "R08": r08, "R09": r09,
    "R10": r10, "R11": r11, "R12": r12, "R13": r13, "R14": r14, "R15": r15, "R16": r16, "R17": r17, "R18": r18,
    "R19": r19,
}  # fmt: skip
