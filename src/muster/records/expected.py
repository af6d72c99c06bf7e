"""What an authority already holds: the pupils it expects, and what its schools returned in earlier years."""

from datetime import date

import msgspec


class RollEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One expected pupil of one school. "" is not known."""

    la: str
    estab: str
    upn: str
    surname: str
    forename: str
    dob: date | None = None
    sex: str = ""
    nc_year: str = ""
    sen: str = ""
    first_language: str = ""
    fsm: str = ""
    disadvantaged: str = ""
    ethnicity: str = ""
    entry_date: date | None = None
    leaving_date: date | None = None
    enrol_status: str = ""
    gld: str = ""
    phonics: str = ""


class Roll(msgspec.Struct, frozen=True):
    """The expected pupils of one school, as they stood on `taken_on` (normally the January census day)."""

    taken_on: date
    entries: tuple[RollEntry, ...]


class HistoryRow(msgspec.Struct, frozen=True):
    """One school's counts in one subject of one earlier year."""

    la: str
    estab: str
    year: int
    subject: str
    eligible: int
    exs_plus: int
    gds: int


class History(msgspec.Struct, frozen=True):
    """One school's counts in earlier years."""

    rows: tuple[HistoryRow, ...]


class Expected(msgspec.Struct, frozen=True):
    """What is held of one school; None is not loaded, and the rules that need it do not run."""

    roll: Roll | None = None
    history: History | None = None
