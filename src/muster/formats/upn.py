"""Unique pupil numbers: their shape and check letter.

Source: UK Government Data Standards Catalogue v2.0 and DfE's own services. A UPN is a check letter, an LA number
(3 digits), an establishment number (4), the year of allocation (2) and a serial (3 digits, or in a temporary UPN
2 digits and a letter). The letters I, O and S are never used.
"""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")
_VALUES = {str(digit): digit for digit in range(10)} | {letter: value for value, letter in enumerate(LETTERS)}


def tidy_upn(text: str) -> str:
    """The UPN without any white space, in capitals; the text may be anything."""
    return "".join(text.split()).upper()


def is_well_formed(upn: str) -> bool:
    """Whether a tidied UPN has the shape of one (its check letter may still be wrong)."""
    return _SHAPE.fullmatch(upn) is not None


def number_in(text: str) -> str:
    """The tidied UPN where the text has the shape of one, else "": a text such as "TBC" is nobody's number."""
    upn = tidy_upn(text)
    return upn if is_well_formed(upn) else ""


def check_letter(upn: str) -> str:
    """The check letter that the other twelve characters of a well-formed UPN call for."""
    total = sum(position * _VALUES[character] for position, character in enumerate(upn[1:], start=2))
    return LETTERS[total % len(LETTERS)]


def is_temporary(upn: str) -> bool:
    """Whether a well-formed UPN is a temporary one (its last character is a letter)."""
    return upn[-1].isalpha()


def la_number(upn: str) -> str:
    """The LA number that a well-formed UPN was issued under (three digits)."""
    return upn[1:4]
