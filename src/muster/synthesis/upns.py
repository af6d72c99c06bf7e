"""UPNs for made-up children: right check letters, likely numbers, and never the same one twice."""

from functools import cache

from muster.formats.upn import LETTERS, check_letter
from muster.framework import local_authorities

_SERIALS = 600
_FIRST_SERIAL = 300
_ESTABS = (*range(2600, 3000), *range(3600, 4000), *range(5200, 5300))
_PRIME = 86_399_993
_STEP = 52_711_639
_CHILDREN_A_SCHOOL = 1024


def own_upn(la: str, estab: str, year: int, serial: int) -> str:
    """The UPN that a school gives its child number `serial` (from 1) in a year of allocation."""
    return numbered(f"{la}{estab}{year % 100:02d}{serial:03d}")


def temporary_upn(la: str, estab: str, year: int, serial: int) -> str:
    """A temporary UPN: its last character is a letter."""
    letter = LETTERS[serial // 100 % len(LETTERS)]
    return numbered(f"{la}{estab}{year % 100:02d}{serial % 100:02d}{letter}")


def foreign_upn(school: int, year: int, serial: int) -> str:
    """A UPN from elsewhere for child `serial` (under 1,024) of the school at this place.

    Its LA, establishment and serial number are spread so that no two children share them: multiplying by a number
    modulo a prime gives each child a place of its own.
    """
    place = (school * _CHILDREN_A_SCHOOL + serial) * _STEP % _PRIME
    place, last = divmod(place, _SERIALS)
    place, estab = divmod(place, len(_ESTABS))
    return numbered(f"{_authorities()[place]}{_ESTABS[estab]}{year % 100:02d}{_FIRST_SERIAL + last}")


def numbered(rest: str) -> str:
    """The UPN whose characters after the check letter these are."""
    return check_letter("A" + rest) + rest


@cache
def _authorities() -> tuple[str, ...]:
    known = local_authorities()
    return (*sorted(known.current), *sorted(known.former))
