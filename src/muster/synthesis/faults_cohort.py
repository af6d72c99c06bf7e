"""Faults in who is in the file (C01 to C05), one function a rule."""

from collections.abc import Callable
from datetime import date, timedelta

from muster.synthesis.ground import Ground


def c01(ground: Ground) -> None:
    """An expected pupil is missing."""
    pupil, line = ground.take()
    ground.file.pupils.remove(pupil)
    ground.file.plant("C01", line.upn)


def c02(ground: Ground) -> None:
    """A pupil whom nobody expects, and no entry date explains."""
    pupil, line = ground.take()
    ground.file.roll.remove(line)
    pupil.entry = ""
    ground.file.plant("C02", pupil.upn)


def c03(ground: Ground) -> None:
    """Another surname, date of birth or sex on the roll."""
    pupil, line = ground.take()
    what = ground.draws.pick(("surname", "dob", "sex"))
    if what == "surname":
        line.surname = ground.other_surname(pupil)
    elif what == "dob":
        line.dob = (date.fromisoformat(line.dob) + timedelta(days=ground.draws.between(1, 20))).isoformat()
    else:
        line.sex = "F" if line.sex == "M" else "M"
    ground.file.plant("C03", pupil.upn)


def c04(ground: Ground) -> None:
    """Another UPN on the roll."""
    pupil, line = ground.take()
    line.upn = ground.registrar.spare_upn()
    ground.file.plant("C04", pupil.upn)


def c05(ground: Ground) -> None:
    """A pupil who joined after the roll was taken, as the file's own entry date says."""
    pupil, line = ground.take()
    ground.file.roll.remove(line)
    after = ground.framework.dates.roll_taken + timedelta(days=ground.draws.between(20, 90))
    pupil.entry = after.isoformat()
    ground.file.plant("C05", pupil.upn)


COHORT_FAULTS: dict[str, Callable[[Ground], None]] = {"C01": c01, "C02": c02, "C03": c03, "C04": c04, "C05": c05}
