"""What the name of a file says: whether it follows the pattern, and of which school it speaks.

The name never decides what a file is; content does.
"""

import re
from typing import NamedTuple

_TRAILING = r"(?: ?\(\d{1,3}\)|_\d{1,3})?"
"""What browsers and mail programs put behind a name: (1) or _1."""

_PATTERN = re.compile(
    rf"\d{{7}}_(?:KS1|CTF)_(?:\d{{3}}LLLL|\d{{7}}|NAALLLL)_\d{{3}}{_TRAILING}\.xml", re.ASCII | re.IGNORECASE
)
_CTF_NAME = re.compile(r"(\d{3})(\d{4})_[a-z][a-z0-9]{2}_", re.ASCII | re.IGNORECASE)
_TABLE_NAME = re.compile(
    rf"KS1_(?:(?P<la>\d{{3}})?(?P<estab>\d{{4}})|(?P<urn>\d{{6}}))_\d{{2}}{_TRAILING}\.[a-z]{{3,4}}",
    re.ASCII | re.IGNORECASE,
)
_FOLDERS = re.compile(r"[/\\!]")


class NamedSchool(NamedTuple):
    """What a file's name tells of its school; None is not told."""

    la: str | None = None
    estab: str | None = None
    urn: str | None = None


def last_part(name: str) -> str:
    """The name without folders; of a member of an archive ("returns.zip!a.xml") the member's own."""
    return _FOLDERS.split(name)[-1]


def follows_pattern(name: str) -> bool:
    """Whether a CTF's name is LLLEEEE_KS1_LLLLLLL_NNN.xml or LLLEEEE_CTF_LLLLLLL_NNN.xml (F09).

    The destination is an LA number and LLLL, seven digits, or NAALLLL. Capitals, and a (1) or _1 before the ending,
    do not matter.
    """
    return _PATTERN.fullmatch(last_part(name)) is not None


def expected_name(la: str, estab: str, dest_la: str, serial: int = 1) -> str:
    """The name that a school's KS1 file to an authority has; `serial` counts the files sent, from 1 to 999."""
    return f"{la}{estab}_KS1_{dest_la}LLLL_{serial:03d}.xml"


def import_name(la: str, estab: str, dest_la: str, serial: int = 1) -> str:
    """The name that a CTF of a school's results has for a national import system; `serial` counts its changes."""
    return f"{la}{estab}_CTF_{dest_la}LLLL_{serial:03d}.xml"


def school_from_name(name: str) -> NamedSchool:
    """The school that a CTF's name (3302001_KS1_...) or a table's (KS1_2001_26, KS1_URN_26) speaks of."""
    part = last_part(name)
    ctf = _CTF_NAME.match(part)
    if ctf is not None:
        return NamedSchool(la=ctf[1], estab=ctf[2])
    table = _TABLE_NAME.fullmatch(part)
    return NamedSchool() if table is None else NamedSchool(**table.groupdict())
