"""The tables that an authority keeps: the expected roll, earlier years' counts, and its schools."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from muster.formats.names import fold
from muster.formats.reference_columns import (
    AREA_COLUMNS,
    HISTORY_COLUMNS,
    HISTORY_NEEDED,
    ROLL_COLUMNS,
    ROLL_NEEDED,
    SCHOOLS_COLUMNS,
    SCHOOLS_NEEDED,
)
from muster.formats.reference_rows import TableFault, Values, read_values
from muster.formats.reference_values import YES_OR_NO, coded_at, date_at, school_at
from muster.formats.table_columns import SUBJECT_COLUMNS
from muster.formats.table_values import digits_of, sex_of
from muster.records import HistoryRow, RollEntry

__all__ = [
    "SchoolRow",
    "TableFault",
    "history_row",
    "is_unnumbered",
    "read_history",
    "read_roll",
    "read_schools",
    "roll_entry",
    "school_row",
]

_NO_SEN = ("n", "no", "none", "nosen", "nospecialeducationalneed")
_SEN_SUPPORT = ("k", "senk", "support", "sensupport")
_SEN_PLAN = ("e", "sene", "ehcp", "ehcplan", "educationhealthandcareplan")
_SEN = {"": ""} | dict.fromkeys(_NO_SEN, "N") | dict.fromkeys(_SEN_SUPPORT, "K") | dict.fromkeys(_SEN_PLAN, "E")
_PHONICS = {"wa": "Wa", "wt": "Wt"}
_SUBJECT_OF = {alias: key for key, aliases in SUBJECT_COLUMNS.items() for alias in aliases}


class SchoolRow(msgspec.Struct, frozen=True, kw_only=True):
    """One school of the authority; "" is not known.

    `areas` are the authority's own groupings in the order of their columns; `predecessors` seven-digit school numbers.
    """

    la: str
    estab: str
    urn: str = ""
    name: str = ""
    phase: str = ""
    type: str = ""
    trust: str = ""
    mis: str = ""
    email: str = ""
    head: str = ""
    areas: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    predecessor_urn: str = ""
    opened: date | None = None
    closed: date | None = None


def read_roll(path: Path) -> Iterator[RollEntry]:
    """The entries of a roll (CSV or XLSX), row by row.

    Raises TableFault where a column is missing, a school's number is not one, a date is none, or SEN, free school
    meals, disadvantage or good level of development is neither empty nor one of its codes; OSError as `open` does.
    """
    for row, values in read_values(path, ROLL_COLUMNS, "upn", ROLL_NEEDED):
        yield roll_entry(row, values)


def read_history(path: Path) -> Iterator[HistoryRow]:
    """The rows of a history (CSV or XLSX): a school's counts in a subject of a year.

    Raises TableFault where a column is missing, a number is none, or more pupils reached a standard than were
    eligible; OSError as `open` does.
    """
    for row, values in read_values(path, HISTORY_COLUMNS, "eligible", HISTORY_NEEDED):
        yield history_row(row, values)


def read_schools(path: Path) -> Iterator[SchoolRow]:
    """The schools of a table of ours, or of the national register's own export (CSV or XLSX).

    Rows of the register without an establishment number are passed over. Raises TableFault where a column is
    missing, a school's number is not one, or a date is none; OSError as `open` does.
    """
    for row, values in read_values(path, SCHOOLS_COLUMNS, "name", SCHOOLS_NEEDED):
        if not is_unnumbered(values):
            yield school_row(row, values)


def roll_entry(row: int, values: Values) -> RollEntry:
    """The pupil of a row's texts by column; raises TableFault as `read_roll` does."""
    la, estab = school_at(row, values)
    return RollEntry(
        la=la,
        estab=estab,
        upn=values["upn"],
        surname=values["surname"],
        forename=values["forename"],
        dob=date_at(row, values, "dob"),
        sex=sex_of(values["sex"]),
        nc_year=values["nc_year"],
        sen=coded_at(row, values, "sen", _SEN, "N, K or E"),
        first_language=_language(values["first_language"]),
        fsm=coded_at(row, values, "fsm", YES_OR_NO, "Y or N"),
        disadvantaged=coded_at(row, values, "disadvantaged", YES_OR_NO, "Y or N"),
        ethnicity=values["ethnicity"],
        entry_date=date_at(row, values, "entry_date"),
        leaving_date=date_at(row, values, "leaving_date"),
        enrol_status=values["enrol_status"],
        gld=coded_at(row, values, "gld", YES_OR_NO, "Y or N"),
        phonics=_PHONICS.get(values["phonics"].lower(), values["phonics"]),
    )


def history_row(row: int, values: Values) -> HistoryRow:
    """The counts of a row's texts by column; raises TableFault as `read_history` does."""
    la, estab = school_at(row, values)
    subject = _SUBJECT_OF.get(fold(values["subject"]), values["subject"].lower())
    eligible, exs_plus, gds = (_count(row, values, name) for name in ("eligible", "exs_plus", "gds"))
    if not gds <= exs_plus <= eligible:
        said = "exs_plus must not be more than eligible, nor gds more than exs_plus."
        raise TableFault(said, row, "exs_plus", "order")
    return HistoryRow(la, estab, _count(row, values, "year"), subject, eligible, exs_plus, gds)


def school_row(row: int, values: Values) -> SchoolRow:
    """The school of a row's texts by column; raises TableFault as `read_schools` does."""
    la, estab = school_at(row, values)
    return SchoolRow(
        la=la,
        estab=estab,
        urn=values["urn"],
        name=values["name"],
        phase=values["phase"],
        type=values["type"],
        trust=values["trust"],
        mis=values["mis"],
        email=values["email"],
        head=values["head"] or _full_name(values),
        areas=tuple(values[column] for column in AREA_COLUMNS if values[column]),
        predecessors=_predecessors(values),
        predecessor_urn=values["predecessor_urn"],
        opened=date_at(row, values, "opened"),
        closed=date_at(row, values, "closed"),
    )


def is_unnumbered(values: Values) -> bool:
    """Whether a row of the national register is no school of any authority: it has no establishment number."""
    return bool(values["urn"]) and not (values["estab"] or values["dfe"])


def _count(row: int, values: Values, column: str) -> int:
    text = values[column]
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise TableFault(f"{column} is “{text[:20]}”. It must be a whole number.", row, column, "count")
    return int(text)


def _language(text: str) -> str:
    return "ENG" if text.upper() == "ENGLISH" else text.upper()


def _full_name(values: Values) -> str:
    return " ".join(filter(None, (values["head_title"], values["head_forename"], values["head_surname"])))


def _predecessors(values: Values) -> tuple[str, ...]:
    """The numbers of the schools that this one replaced."""
    given = (digits_of(part) for part in values["predecessor"].replace(",", ";").split(";"))
    registered = values["predecessor_la"] + values["predecessor_estab"]
    return tuple(dict.fromkeys(number for number in (*given, registered) if len(number) == 7 and number.isdecimal()))
