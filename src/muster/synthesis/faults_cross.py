"""Faults between two schools' files (X01 to X04): each returns whether another file of the block could take part."""

from collections.abc import Callable

from muster.synthesis.ground import Ground
from muster.synthesis.returned import ReturnedFile, ReturnedPupil

_LEAST = 10


def x01(ground: Ground) -> bool:
    """A child in both files, with the same outcomes."""
    return _in_both(ground, "X01")


def x02(ground: Ground) -> bool:
    """A child in both files, with different outcomes."""
    return _in_both(ground, "X02")


def x03(ground: Ground) -> bool:
    """A child in both files under different UPNs."""
    return _in_both(ground, "X03")


def x04(ground: Ground) -> bool:
    """A child expected here whom another school has sent."""
    other = _other(ground)
    if other is None:
        return False
    pupil, line = ground.take()
    ground.file.pupils.remove(pupil)
    _admit(pupil, other)
    ground.file.plant("X04", line.upn)
    return True


def _in_both(ground: Ground, rule: str) -> bool:
    other = _other(ground)
    if other is None:
        return False
    pupil, _ = ground.take()
    again = pupil.again()
    if rule == "X02":
        row = again.row_of("maths")
        row.result = "WTS" if row.result == "EXS" else "EXS"
    elif rule == "X03":
        again.upn = ground.registrar.spare_upn()
    _admit(again, other)
    ground.file.plant(rule, pupil.upn)
    other.plant(rule, again.upn)
    return True


def _other(ground: Ground) -> ReturnedFile | None:
    """Another file with room for one more, where this one has a pupil to give."""
    large = [other for other in ground.others() if len(other.pupils) >= _LEAST]
    return ground.draws.pick(large) if large and ground.plain else None


def _admit(pupil: ReturnedPupil, file: ReturnedFile) -> None:
    """Write the pupil into another school's file, as one that its roll does not expect."""
    pupil.line, pupil.planted, pupil.entry = None, True, ""
    pupil.nc_year = file.manner.nc_year
    file.pupils.append(pupil)


CROSS_FAULTS: dict[str, Callable[[Ground], bool]] = {"X01": x01, "X02": x02, "X03": x03, "X04": x04}
