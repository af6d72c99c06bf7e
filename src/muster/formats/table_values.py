"""Values as people write them in tables, tidied to what a record holds."""

import re

from muster.formats.dates import parse_uk
from muster.formats.names import fold

_SEXES = {"male": "M", "m": "M", "female": "F", "f": "F"}
_DIGITS = re.compile(r"\D")
_SCHOOL_NUMBER = re.compile(r"(?<!\d)(\d{3})[ /\-]?(\d{4})(?!\d)", re.ASCII)


def sex_of(text: str) -> str:
    """M or F for Male, Female and their letters in any case; any other text as it is."""
    return text if text in ("M", "F") else _SEXES.get(fold(text), text)


def iso_date(text: str) -> str:
    """The date in ISO form if the text is one, else the text as it is."""
    day = parse_uk(text)
    return text if day is None else day.isoformat()


def school_number(text: str) -> tuple[str, str]:
    """LA and establishment number of a text that holds a seven-digit school number (3302001, 330/2001), else ""."""
    match = _SCHOOL_NUMBER.search(text)
    return (match[1], match[2]) if match else ("", "")


def split_name(text: str) -> tuple[str, str]:
    """Surname and forename of a name in one cell: "Surname, Forename", or the surname last; one word is a surname."""
    if "," in text:
        surname, _, forename = text.partition(",")
        return surname.strip(), forename.strip()
    *forenames, surname = text.split() or [""]
    return surname, " ".join(forenames)


def digits_of(text: str) -> str:
    """The digits of a text."""
    return _DIGITS.sub("", text)
