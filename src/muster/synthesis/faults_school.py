"""Faults of a school's results as a whole (S01 to S07), and one fault on most of its pupils.

Each returns whether the file could take it.
"""

from collections.abc import Callable

from muster.synthesis.children import SUBJECTS
from muster.synthesis.ground import Ground
from muster.synthesis.outcomes import LOW
from muster.synthesis.returned import ReturnedPupil

_LARGE, _MIDDLING, _SMALL = 40, 24, 12
_FEW = 3


def s01(ground: Ground) -> bool:
    """Last year's reading far from this year's."""
    file = ground.file
    if not _fits(ground, _LARGE):
        return False
    codes = [pupil.row_of("reading").result for pupil in file.pupils]
    high = 2 * (codes.count("EXS") + codes.count("GDS")) >= len(codes)
    file.history = [_moved(row, ground.year - 1, high) for row in file.history]
    file.plant("S01")
    return True


def s02(ground: Ground) -> bool:
    """The same outcome for everybody in maths."""
    if not _fits(ground, _SMALL):
        return False
    for pupil in ground.file.pupils:
        reading, writing = (_at_least_wts(pupil.row_of(subject).result) for subject in SUBJECTS[:2])
        pupil.set_codes(reading, writing, "EXS", "EXS")
    ground.file.plant("S02", subject="maths")
    if len(ground.file.pupils) >= _LARGE:
        ground.file.plant("S02", subject="science")
    return True


def s03(ground: Ground) -> bool:
    """Reading, writing and maths alike for everybody."""
    outcomes = {pupil.row_of("reading").result for pupil in ground.file.pupils}
    if not _fits(ground, _SMALL) or len(outcomes) == 1:
        return False
    for pupil in ground.file.pupils:
        code = _at_least_wts(pupil.row_of("reading").result)
        pupil.set_codes(code, code, code, pupil.row_of("science").result.replace("A", "HNM"))
    ground.file.plant("S03")
    return True


def s04(ground: Ground) -> bool:
    """A for many."""
    many = max(_FEW, len(ground.file.pupils) // 8 + 1)
    if not _fits(ground, _SMALL) or len(ground.plain) < many:
        return False
    for _ in range(many):
        pupil, _ = ground.take()
        pupil.set_codes("A", "A", "A", "A")
        ground.file.plant("R08", pupil.upn)
    ground.file.plant("S04")
    return True


def s05(ground: Ground) -> bool:
    """Pre-key stage standards where the roll knows neither SEN nor other languages."""
    if not _fits(ground, _SMALL) or len(ground.plain) < _FEW:
        return False
    for line in ground.file.roll:
        line.sen, line.first_language = "N", "ENG"
    for _ in range(_FEW):
        pupil, _ = ground.take()
        pupil.set_codes("PK4", "PK4", "PK4", "HNM")
        ground.file.plant("R17", pupil.upn)
    ground.file.plant("S05")
    return True


def s06(ground: Ground) -> bool:
    """Greater depth in maths for more than half."""
    pupils = ground.file.pupils
    able = [pupil for pupil in ground.plain if _early_promise(pupil)]
    many = len(pupils) // 2 + 2
    if not _fits(ground, _MIDDLING) or len(able) < many:
        return False
    for pupil in able[:many]:
        pupil.row_of("maths").result = "GDS"
    ground.file.plant("S06", subject="maths")
    return True


def s07(ground: Ground) -> bool:
    """Many pupils missing."""
    file = ground.file
    if not _fits(ground, _MIDDLING) or len(ground.plain) < len(file.roll) // 3:
        return False
    while 10 * len(file.pupils) >= 9 * len(file.roll):
        pupil, line = ground.take()
        file.pupils.remove(pupil)
        file.plant("C01", line.upn)
    file.plant("S07")
    return True


def r01_all(ground: Ground) -> bool:
    """No science for anybody: one finding for the file."""
    if not _fits(ground, _FEW):
        return False
    for pupil in ground.file.pupils:
        pupil.rows.remove(pupil.row_of("science"))
    ground.file.plant("R01", subject="science")
    return True


def r03_science(ground: Ground) -> bool:
    """Science on the scale of the other subjects: one finding for the file."""
    if len(ground.plain) < _FEW:
        return False
    for pupil in ground.file.pupils:
        row = pupil.row_of("science")
        row.result = {"HNM": "WTS"}.get(row.result, row.result)
    for _ in range(_FEW):
        ground.take()[0].row_of("science").result = "PK4"
    ground.file.plant("R03", subject="science")
    return True


def r15_all(ground: Ground) -> bool:
    """Every result dated in the year before: one finding for the file."""
    for pupil in ground.file.pupils:
        for row in pupil.rows:
            row.dated = f"{ground.year - 1}-06-12"
    ground.file.plant("R15")
    return True


def _fits(ground: Ground, least: int) -> bool:
    return not ground.file.school.is_special and len(ground.file.pupils) >= least


def _moved(row: tuple[int, str, int, int, int], year: int, high: bool) -> tuple[int, str, int, int, int]:
    then, subject, eligible, _, _ = row
    if then != year or subject != "reading":
        return row
    met = eligible // 20 if high else eligible - eligible // 20
    return then, subject, eligible, met, 0


def _at_least_wts(code: str) -> str:
    return "WTS" if code in LOW or code == "A" else code


def _early_promise(pupil: ReturnedPupil) -> bool:
    """A pupil of whom greater depth in maths is no surprise."""
    line = pupil.line
    return line is not None and (line.gld == "Y" or line.phonics == "Wa")


SCHOOL_FAULTS: dict[str, Callable[[Ground], bool]] = {
    "S01": s01, "S02": s02, "S03": s03, "S04": s04, "S05": s05, "S06": s06, "S07": s07,
    "R01 all": r01_all, "R03 science": r03_science, "R15 all": r15_all,
}  # fmt: skip
