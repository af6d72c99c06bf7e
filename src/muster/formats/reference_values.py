"""Values of one row of a table that an authority keeps: a school's number, a date, a code."""

from datetime import date
from functools import lru_cache

from muster.formats.dates import is_month_first, parse_uk
from muster.formats.names import fold
from muster.formats.reference_rows import TableFault, Values
from muster.formats.table_values import school_number

YES_OR_NO = {"y": "Y", "yes": "Y", "true": "Y", "1": "Y", "n": "N", "no": "N", "false": "N", "0": "N", "": ""}


def school_at(row: int, values: Values) -> tuple[str, str]:
    """LA and establishment number of a row; raises TableFault where its cells are none."""
    la, estab = values["la"], values["estab"]
    if len(la) == 3 and len(estab) == 4 and (la + estab).isdecimal():
        return la, estab
    numbers = school_number(values["dfe"] or estab)
    if not any(numbers):
        said = "the LA number must have three digits and the establishment number four."
        raise TableFault(said, row, "estab", "number")
    return numbers


@lru_cache(maxsize=8192)
def _parsed(text: str) -> date | None:
    """A date; a table has few dates many times."""
    return parse_uk(text)


def date_at(row: int, values: Values, column: str) -> date | None:
    """The date in a row's column, None where it is empty; raises TableFault for a text that is no date."""
    text = values[column]
    day = _parsed(text) if text else None
    if text and day is None:
        said = f"{column} is “{text[:20]}”. It must be a date, as 2019-03-14 or 14/03/2019."
        raise TableFault(said, row, column, "month_first" if is_month_first(text) else "date")
    return day


def coded_at(row: int, values: Values, column: str, codes: dict[str, str], said: str) -> str:
    """The code that the text of a row's column stands for; raises TableFault where `codes` lacks it."""
    text = values[column]
    code = codes.get(text.lower())
    code = codes.get(fold(text)) if code is None else code
    if code is None:
        raise TableFault(f"{column} is “{text[:20]}”. It must be {said}, or empty.", row, column, "code", said)
    return code
