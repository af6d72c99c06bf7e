"""The table of `muster movers`: the times of pupils at schools, a row a spell."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from muster.formats.reference_columns import SPELL_COLUMNS, SPELL_NEEDED
from muster.formats.reference_rows import TableFault, Values, read_values
from muster.formats.reference_values import YES_OR_NO, coded_at, date_at, school_at

_MOST_ROWS = 1_000_000
_LONGEST_PUPIL = 200
_TAKES_PART = {word: code for word, code in YES_OR_NO.items() if word}
_MAIN = ("", "main", "m", "c", "current", "single", "sole")
_DUAL = ("dual", "d", "s", "subsidiary", "dualsubsidiary")
_REGISTRATIONS = dict.fromkeys(_MAIN, "main") | dict.fromkeys(_DUAL, "dual")


class SpellRow(msgspec.Struct, frozen=True):
    """One row: a pupil, by whatever they are known, at a school (seven digits) from a day to a day.

    `entry` None is not known, `leaving` None not known or not over.
    """

    row: int
    pupil: str
    school: str
    entry: date | None
    leaving: date | None
    participating: bool
    dual: bool


def read_spells(path: Path) -> Iterator[SpellRow | TableFault]:
    """The rows of a table of spells (CSV or XLSX), and in the place of each row that is faulty what is wrong with it.

    Raises TableFault where a column is missing, or the table cannot be read or is far too long; OSError as `open` does.
    """
    for count, (row, values) in enumerate(read_values(path, SPELL_COLUMNS, "pupil", SPELL_NEEDED), start=1):
        if count > _MOST_ROWS:
            raise TableFault(f"{path.name} has more than {_MOST_ROWS:,} rows. Split it, each pupil whole in one part.")
        try:
            yield _spell_row(row, values)
        except TableFault as fault:
            yield fault


def _spell_row(row: int, values: Values) -> SpellRow:
    la, estab = school_at(row, values)
    return SpellRow(
        row=row,
        pupil=_pupil(row, values["pupil"]),
        school=la + estab,
        entry=date_at(row, values, "entry_date"),
        leaving=date_at(row, values, "leaving_date"),
        participating=_takes_part(row, values) == "Y",
        dual=coded_at(row, values, "registration", _REGISTRATIONS, "main or dual") == "dual",
    )


def _pupil(row: int, text: str) -> str:
    if not text:
        raise TableFault("pupil is empty. Every row must say whose it is.", row, "pupil", "empty")
    if len(text) > _LONGEST_PUPIL:
        raise TableFault(f"pupil is longer than {_LONGEST_PUPIL} characters.", row, "pupil", "length")
    return text


def _takes_part(row: int, values: Values) -> str:
    if not values["participating"]:
        raise TableFault("participating is empty. It must be Y or N.", row, "participating", "empty")
    return coded_at(row, values, "participating", _TAKES_PART, "Y or N")
