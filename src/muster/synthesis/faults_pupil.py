"""Faults in a pupil's identity (P01 to P15), one function a rule."""

from collections.abc import Callable

from muster.formats.upn import LETTERS
from muster.synthesis.ground import Ground
from muster.synthesis.upns import numbered


def p01(ground: Ground) -> None:
    """No UPN; the finding has none to name."""
    pupil, _ = ground.take()
    pupil.upn = ""
    ground.file.plant("P01")


def p02(ground: Ground) -> None:
    """A UPN without the shape of one."""
    pupil, _ = ground.take()
    upn = pupil.upn
    pupil.upn = ground.draws.pick((upn[:-1], "I" + upn[1:], upn[:5] + "O" + upn[6:], upn + "0"))
    ground.file.plant("P02", pupil.upn)


def p03(ground: Ground) -> None:
    """A wrong check letter."""
    pupil, _ = ground.take()
    right = LETTERS.index(pupil.upn[0])
    pupil.upn = LETTERS[(right + ground.draws.between(1, 21)) % len(LETTERS)] + pupil.upn[1:]
    ground.file.plant("P03", pupil.upn)


def p04(ground: Ground) -> None:
    """A temporary UPN, on the roll too."""
    pupil, line = ground.take()
    pupil.upn = line.upn = ground.registrar.spare_temporary_upn()
    ground.file.plant("P04", pupil.upn)


def p05(ground: Ground) -> None:
    """The same UPN twice: another child's, or the child listed twice."""
    first, _ = ground.take()
    if ground.draws.chance(0.5):
        second, _ = ground.take()
        second.upn = first.upn
    else:
        ground.file.pupils.append(first.again())
    for _ in range(2):
        ground.file.plant("P05", first.upn)


def p06(ground: Ground) -> None:
    """Two children with the same name and date of birth."""
    (first, its_line), (second, line) = ground.take(), ground.take()
    second.surname, second.forename, second.dob = first.surname, first.forename, first.dob
    line.surname, line.forename, line.dob = its_line.surname, its_line.forename, its_line.dob
    for pupil in (first, second):
        ground.file.plant("P06", pupil.upn)


def p07(ground: Ground) -> None:
    """No name at all."""
    pupil, _ = ground.take()
    pupil.surname = pupil.forename = ""
    ground.file.plant("P07", pupil.upn)


def p08(ground: Ground) -> None:
    """A date of birth that is missing, no date, or in the future."""
    pupil, _ = ground.take()
    year = ground.year
    pupil.dob = ground.draws.pick((f"{year - 7}-02-30", "", f"{year + 1}-03-01", "unknown"))
    ground.file.plant("P08", pupil.upn)


def p09(ground: Ground) -> None:
    """A date of birth outside the cohort's range, on the roll too."""
    pupil, line = ground.take()
    pupil.dob = line.dob = f"{ground.year - 9}-12-{ground.draws.between(1, 28):02d}"
    ground.file.plant("P09", pupil.upn)


def p10(ground: Ground) -> None:
    """Another NC year."""
    pupil, _ = ground.take()
    pupil.nc_year = ground.draws.pick(("1", "3", "Year 1", "R"))
    ground.file.plant("P10", pupil.upn)


def p11(ground: Ground) -> None:
    """Sex missing, or neither M nor F."""
    pupil, _ = ground.take()
    pupil.sex = ground.draws.pick(("U", "", "X"))
    ground.file.plant("P11", pupil.upn)


def p12(ground: Ground) -> None:
    """A UPN under a number that was never an authority's, on the roll too."""
    pupil, line = ground.take()
    rest = ground.registrar.spare_upn()[4:]
    pupil.upn = line.upn = numbered(ground.draws.pick(("999", "100", "500")) + rest)
    ground.file.plant("P12", pupil.upn)


def p13(ground: Ground) -> None:
    """A pupil who left before the test period, by date or by status."""
    pupil, _ = ground.take()
    if ground.draws.chance(0.7):
        pupil.leaving = f"{ground.year}-02-{ground.draws.between(1, 28):02d}"
    else:
        pupil.status = "L"
    ground.file.plant("P13", pupil.upn)


def p14(ground: Ground) -> None:
    """A character that names do not have, on the roll too."""
    pupil, line = ground.take()
    mark = ground.draws.pick(("1", "?", "*", "_"))
    pupil.surname = pupil.surname[:1] + mark + pupil.surname[1:]
    line.surname = line.surname[:1] + mark + line.surname[1:]
    ground.file.plant("P14", pupil.upn)


def p15(ground: Ground) -> None:
    """One name only, on the roll too."""
    pupil, line = ground.take()
    pupil.forename = line.forename = ""
    ground.file.plant("P15", pupil.upn)


PUPIL_FAULTS: dict[str, Callable[[Ground], None]] = {
    "P01": p01, "P02": p02, "P03": p03, "P04": p04, "P05": p05, "P06": p06, "P07": p07, "P08": p08,
    "P09": p09, "P10": p10, "P11": p11, "P12": p12, "P13": p13, "P14": p14, "P15": p15,
}  # fmt: skip
