"""Dates as they stand in files: strictly in a CTF, as people in Britain write them in a table."""

import re
from datetime import date, datetime, timedelta

_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){_TIME}", re.ASCII)
_UK = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}|\d{2})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,12})?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_LENGTH = len("2019-03-14")
_LONGEST = 40
_EXCEL_DAY_0 = date(1899, 12, 30)
"""Day 0 of Excel's serials from 1 March 1900 on (Excel counts a 29 February 1900)."""

_TURN = 70
"""Years of two digits from here on are of the last century."""


def parse_iso(text: str) -> date | None:
    """The date that a text without white space around it stands for, None if it is none.

    Takes yyyy-mm-dd, with or without a time behind it, and nothing else.
    """
    if len(text) != _ISO_LENGTH:
        match = _ISO.fullmatch(text)
        return None if match is None else _date(match[1], match[2], match[3])
    if text[4] != "-" or text[7] != "-":  # the standard library also takes weeks, 2019-W11-4
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_uk(text: str) -> date | None:
    """The date that a table's cell stands for, None if it is none.

    Takes yyyy-mm-dd; day, month and year with strokes, hyphens or full stops (14/03/2019, 14-3-19); a month in
    words (14 Mar 2019); and Excel's serials of five digits (43538). A time behind a date is passed over.
    """
    cell = text.strip()
    if len(cell) > _LONGEST:
        return None
    return parse_iso(cell) or _from_numbers(cell) or _from_words(cell) or _from_serial(cell)


def is_month_first(text: str) -> bool:
    """Whether a text that is no date here would be one with the month before the day, as in America."""
    match = _UK.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return match is not None and parse_uk(text) is None and _date(match[4], match[1], match[3]) is not None


def parse_moment(text: str) -> datetime | None:
    """The moment that a CTF's DateTime stands for, as written there: without a zone, to the second.

    Takes yyyy-mm-ddThh:mm:ss with or without seconds, fraction and zone, and a date alone (midnight).
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}{match[3] or ':00'}")
    except ValueError:
        return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_full_year(year), int(month), int(day))
    except ValueError:
        return None


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= _TURN else 2000)


def _from_numbers(cell: str) -> date | None:
    match = _UK.fullmatch(cell)
    return None if match is None else _date(match[4], match[3], match[1])


def _from_words(cell: str) -> date | None:
    match = _WORDS.fullmatch(cell)
    if match is None or match[2][:3].lower() not in _MONTHS:
        return None
    return _date(match[3], str(_MONTHS.index(match[2][:3].lower()) + 1), match[1])


def _from_serial(cell: str) -> date | None:
    match = _SERIAL.fullmatch(cell)
    return None if match is None else _EXCEL_DAY_0 + timedelta(days=int(match[1]))
