"""What was read from one results file, as it was written: nothing judged, nothing tidied but white space."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from muster.records.finding import Facts


class Kind(StrEnum):
    """What a results file is, told by its content."""

    CTF = "ctf"
    CSV = "csv"
    XLSX = "xlsx"


class ProblemKind(StrEnum):
    """What reading met. `rules.file` says which finding each one becomes."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    LOCKED = "locked"
    ENCODING_REFUSED = "encoding_refused"
    NOT_RESULTS = "not_results"
    TOO_BIG = "too_big"
    UNSAFE = "unsafe"
    ARCHIVE_CONTENTS = "archive_contents"
    ENCODING_REPAIRED = "encoding_repaired"
    DISCARDED = "discarded"
    ROWS_SKIPPED = "rows_skipped"
    QUALIFIER_UNKNOWN = "qualifier_unknown"

    @property
    def stops_reading(self) -> bool:
        """True for the problems after which nothing of the file could be read."""
        return self in _STOPS


_STOPS = frozenset(
    {
        ProblemKind.EMPTY,
        ProblemKind.DAMAGED,
        ProblemKind.LOCKED,
        ProblemKind.ENCODING_REFUSED,
        ProblemKind.NOT_RESULTS,
        ProblemKind.TOO_BIG,
        ProblemKind.UNSAFE,
        ProblemKind.ARCHIVE_CONTENTS,
    }
)


class Problem(msgspec.Struct, frozen=True):
    """Something that reading met, with the facts of it. `line` is of the file (a table's row number)."""

    kind: ProblemKind
    line: int | None = None
    facts: Facts = {}


class Header(msgspec.Struct, frozen=True):
    """A CTF's header as written; an empty string stands for an element missing or empty.

    A table has only what its own columns or heading lines tell of the school.
    """

    version: str = ""
    created: datetime | None = None
    academic_year: str = ""
    supplier: str = ""
    source_la: str = ""
    source_estab: str = ""
    source_urn: str = ""
    source_name: str = ""
    dest_la: str = ""
    dest_estab: str = ""


class OutcomeRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One assessment row of the collection's year for one subject, as written.

    `text` is the result without surrounding white space, "" where the row's result is empty;
    `result_date` likewise, in ISO form where it could be read as a date.
    """

    subject: str
    text: str
    line: int
    result_date: str = ""


class PupilRecord(msgspec.Struct, frozen=True, gc=False):
    """One pupil as the file has it, and no more of the pupil than a check needs.

    Texts are as written without surrounding white space; "" is missing or empty. `dob` is None where `dob_text`
    is no date. `entry_date` and `leaving_date` are those of the latest entry of the file's own school.
    """

    line: int
    upn: str = ""
    former_upn: str = ""
    surname: str = ""
    forename: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    dob: date | None = None
    dob_text: str = ""
    sex: str = ""
    nc_year: str = ""
    enrol_status: str = ""
    entry_date: date | None = None
    leaving_date: date | None = None
    outcomes: tuple[OutcomeRow, ...] = ()


class ResultsFile(msgspec.Struct, frozen=True):
    """One results file, read.

    `stages` names the stages whose rows the file holds; `assessed_years` the years of its KS1 teacher-assessment
    rows of any year. Both are sorted and without repeats. For a table `stages` is ("KS1",) when it holds an
    outcome, and `assessed_years` is empty.
    """

    name: str
    sha256: str
    size: int
    kind: Kind | None = None
    header: Header = Header()
    pupils: tuple[PupilRecord, ...] = ()
    stages: tuple[str, ...] = ()
    assessed_years: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def unread(self) -> Problem | None:
        """The first problem that stopped reading, if one did."""
        return next((p for p in self.problems if p.kind.stops_reading), None)
