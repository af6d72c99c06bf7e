"""The form of an example: what differs from the base file, and every finding that it must give."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import muster.rules

FOLDER = Path(muster.rules.__file__).parent / "examples"
LEVELS = ("file", "pupil", "outcome", "cohort", "school", "cross_school")

Value = str | bool | int | list[str | dict[str, str]]
Change = dict[str, dict[str, Value]]


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding wanted: of the pupil at a place in the file, or on the roll, or of the whole file.

    `upn` is given where it is not the pupil's own; `says` are words that its message must hold.
    """

    rule: str
    pupil: int | None = None
    roll: int | None = None
    subject: str | None = None
    value: str | None = None
    upn: str | None = None
    says: str = ""


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What else of the answer is wanted, where the example is about it."""

    pupils: int | None = None
    verdict: str | None = None
    school: str | None = None
    outcomes: dict[str, dict[str, int]] | None = None


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the check is told beside the file. `school` is a seven-digit number; `receipts` "same" is this file."""

    year: int
    today: str
    school: str | None = None
    school_urn: str | None = None
    predecessors: list[str] = []
    la: str | None = None
    science: bool = True
    opened: str | None = None
    test_period_start: str | None = None
    leaver_statuses: list[str] | None = None
    softened: dict[str, str] = {}
    thresholds: dict[str, int | float] = {}
    receipts: str | None = None


class Expecting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The expected roll: made-up pupils by number, changed by their place on it."""

    pupils: int | list[int] = 4
    change: Change = {}


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A school's counts in one subject of one earlier year (last year unless given)."""

    subject: str
    eligible: int
    exs_plus: int
    gds: int = 0
    year: int | None = None


class FileForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One school's file, and what is held of that school.

    `form` is ctf, csv, xlsx, or text for `text` as it stands. `made_by` names a builder that makes the bytes, or makes
    them of the file described. `replace` are changes to the finished text, `encoding` and `declared` how it is written
    and what it says of itself.
    """

    name: str = "3302001_KS1_330LLLL_001.xml"
    form: str = "ctf"
    header: dict[str, str | bool] = {}
    pupils: int | list[int] = 4
    change: Change = {}
    text: str = ""
    columns: list[str] = []
    delimiter: str = ","
    replace: list[tuple[str, str]] = []
    encoding: str = "utf-8"
    declared: str = "utf-8"
    made_by: str = ""
    roll: Expecting | None = None
    history: list[Counts] | None = None
    finds: list[Wanted] = []
    answer: Answered = Answered()


class Case(FileForm, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An example. `published` is the text of the rules' published table that it stands for."""

    case: str
    published: str = ""
    told: dict[str, Any] = {}
    other: FileForm | None = None


class Example(msgspec.Struct, frozen=True):
    """A case with the rule it is of, and whether it is one that the rule must find (fails) or not (passes)."""

    rule: str
    fails: bool
    number: int
    case: Case

    @property
    def name(self) -> str:
        """Its name among all examples ("R03-fails-1")."""
        return f"{self.rule}-{'fails' if self.fails else 'passes'}-{self.number}"


class Base(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of every example: see base.toml."""

    told: dict[str, Any]
    header: dict[str, str | bool]
    pupil: dict[str, str]
    roll: dict[str, str]
    made_up: dict[str, Any]


@cache
def examples(later: int = 0) -> tuple[Example, ...]:
    """Every example, in the order of the rules' files; `later` moves each year in them."""
    found = []
    for level in LEVELS:
        for rule, sides in _read(level, later).items():
            found += [
                Example(rule, side == "fails", number, msgspec.convert(values, Case))
                for side in ("fails", "passes")
                for number, values in enumerate(sides.get(side, ()), start=1)
            ]
    return tuple(found)


@cache
def base(later: int = 0) -> Base:
    """The base of every example."""
    return msgspec.convert(_read("base", later), Base)


def _read(stem: str, later: int) -> dict[str, Any]:
    return tomllib.loads(moved((FOLDER / f"{stem}.toml").read_text(encoding="utf-8"), later))


def moved(text: str, years: int) -> str:
    """The text with its years (2010 to 2029) and CTF versions that many years on."""
    if not years:
        return text
    text = re.sub(r"\b20[12]\d\b", lambda year: str(int(year[0]) + years), text)
    return re.sub(r"(?<=\")2\d(?=(\.0)?\")", lambda version: str(int(version[0]) + years), text)
