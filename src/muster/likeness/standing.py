"""What two UPNs say of whether two claims are of one child."""

from enum import Enum

from rapidfuzz.distance import OSA

from muster.formats.upn import check_letter, is_temporary, is_well_formed, tidy_upn

_MOST_SLIPS = 2


class Standing(Enum):
    """Two UPNs beside each other."""

    NEAR = "near"
    """They differ by a slip or two, and one of them cannot be right."""
    OPEN = "open"
    """At least one is missing, temporary or wrong: nothing speaks against one child."""
    TWO = "two"
    """Both are right and lasting, and they differ: usually two children."""


def standing_of(one: str, other: str) -> tuple[Standing, str]:
    """The standing of two different UPNs, with the reason that says it."""
    first, second = tidy_upn(one), tidy_upn(other)
    right = _is_right(first), _is_right(second)
    if not (first and second):
        return Standing.OPEN, "upn_none"
    # Children entered one after the other have right numbers next to each other; a slip breaks the check letter.
    if not all(right) and OSA.distance(first, second, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS:
        return Standing.NEAR, "upn_near"
    if not all(right):
        return Standing.OPEN, "upn_wrong"
    if is_temporary(first) or is_temporary(second):
        return Standing.OPEN, "upn_temporary"
    return Standing.TWO, "upn_two"


def _is_right(upn: str) -> bool:
    return is_well_formed(upn) and check_letter(upn) == upn[0]
