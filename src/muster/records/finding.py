"""What a check found, and the answer it adds up to."""

from enum import StrEnum

import msgspec

Fact = str | int | tuple[str, ...]
Facts = dict[str, Fact]


class Severity(StrEnum):
    """How much a finding asks of a school: put it right, explain it, or know it."""

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found. `facts` are the values that make it true, chosen by its rule and free of line numbers.

    `upn` and `pupil` are None for a finding on the whole file. `pupil` is the name as it would be said, `place` which
    of the file's pupils it is, None where it is none of them.
    `message` says what is wrong and `advice` how to put it right, both in plain English.
    """

    rule: str
    severity: Severity
    upn: str | None = None
    pupil: str | None = None
    subject: str | None = None
    value: str | None = None
    line: int | None = None
    message: str
    advice: str
    facts: Facts = {}
    place: int | None = None


class SchoolRef(msgspec.Struct, frozen=True):
    """A school as a file or a caller names it: LA number (3 digits) and establishment number (4 digits)."""

    la: str
    estab: str
    urn: str | None = None
    name: str | None = None

    @property
    def number(self) -> str:
        """The seven-digit school number (LA and establishment)."""
        return self.la + self.estab


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one file.

    `outcomes` counts accepted codes by subject, no zeros. `findings` holds at most the first 500 in the
    catalogue's order; `left_out` counts the others by rule. `waiting` names, by what it needs, the rules that did
    not run because the roll, the history, the receipts or the other returns were not given.
    """

    ruleset: str
    file: str
    sha256: str
    kind: str | None
    verdict: str
    school: SchoolRef | None
    pupils: int
    outcomes: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]
    left_out: dict[str, int] = {}
    waiting: dict[str, tuple[str, ...]] = {}
