"""A CTF's assessment rows: those of the collection become outcomes, all others are counted by what they are."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from muster.formats.dates import parse_iso
from muster.formats.limits import Reading
from muster.formats.xml_lines import line_of
from muster.formats.xml_names import LocalNames, children_named, texts_of
from muster.records import OutcomeRow, Problem, ProblemKind

_MOST_KINDS = 50
_MOST_KINDS_COUNTED = 1_000
_MOST_ALIKE = 5_000
_LONGEST_ALIKE = 1_000
_LONGEST = 40
"""Characters of a key that are told; a real one has two to four."""


class RowKind(NamedTuple):
    """What a row is, in the CTF's own keys."""

    stage: str
    subject: str
    method: str
    component: str
    status: str
    year: str


class RowMeaning(NamedTuple):
    """What a row says: an outcome of the collection where `subject` is given, else a row to count by its kind.

    `place` is where the row's Result stands among its elements, counted from the end (-1 is the last); None where it
    has none, and the row's own line is told.
    """

    kind: RowKind
    subject: str | None = None
    text: str = ""
    result_date: str = ""
    unknown_qualifier: str = ""
    place: int | None = None


class RowReader:
    """Reads the rows of one file, and remembers what the file's other rows were.

    Few rows of a file differ, so what a row says is worked out once for all rows written alike. That is done only
    while `alike_is_cheap`: a row is written out with every namespace in force, of which a hostile file has many and
    long ones, and its rows may all differ.
    """

    def __init__(self, reading: Reading, names: LocalNames, *, alike_is_cheap: bool) -> None:
        framework = reading.framework
        self._names = names
        self._alike_is_cheap = alike_is_cheap
        self._stage, self._method, self._year = framework.stage, framework.ctf.method, str(framework.year)
        self._statuses = frozenset(framework.ctf.statuses) | {""}
        self._qualifiers = frozenset(framework.ctf.qualifiers) | {""}
        self._subjects = {
            k: subject for k, subject in framework.by_row.items() if reading.science or subject != "science"
        }
        self._by_keys: dict[tuple[str, ...], RowMeaning] = {}
        self._alike: dict[tuple[str, str], RowMeaning] = {}
        self._skipped: dict[RowKind, int] = {}
        self._uncounted = 0
        self._unknown: Counter[str] = Counter()
        self._stages: set[str] = set()
        self._years: set[str] = set()

    def outcomes(self, assessments: etree._Element) -> list[OutcomeRow]:
        """The outcomes in one StageAssessments element, in order."""
        outcomes: list[OutcomeRow] = []
        for key_stage in children_named(assessments, "keystage", self._names):
            stage = self._stage_of(key_stage)
            for row in children_named(key_stage, "stageassessment", self._names):
                _, subject, text, result_date, unknown_qualifier, place = meaning = self._meaning(row, stage)
                if subject is None:
                    self._skip(meaning.kind)
                    continue
                if unknown_qualifier:
                    self._unknown[unknown_qualifier] += 1
                line = line_of(row if place is None else row[place])
                outcomes.append(OutcomeRow(subject, text, line, result_date))
        return outcomes

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of all rows met, sorted."""
        return tuple(sorted(self._stages))

    @property
    def assessed_years(self) -> tuple[str, ...]:
        """The years of the rows met that are the collection's in all but the year, sorted."""
        return tuple(sorted(self._years))

    def problems(self) -> Iterator[Problem]:
        """What the rows skipped were and how many, most first, and the qualifiers that are not the collection's."""
        common = sorted(self._skipped.items(), key=lambda item: (-item[1], item[0]))
        for kind, count in common[:_MOST_KINDS]:
            yield _skipped(kind, count)
        others = self._uncounted + sum(count for _, count in common[_MOST_KINDS:])
        if others:
            yield _skipped(RowKind("other", "", "", "", "", ""), others)
        for qualifier, count in sorted(self._unknown.items())[:_MOST_KINDS]:
            yield Problem(ProblemKind.QUALIFIER_UNKNOWN, facts={"qualifier": qualifier, "count": count})

    def _stage_of(self, key_stage: etree._Element) -> str:
        for child in key_stage:
            text = child.text
            if self._names[child.tag] == "stage" and text and not text.isspace():
                return text.strip().upper()
        return ""

    def _meaning(self, row: etree._Element, stage: str) -> RowMeaning:
        if not self._alike_is_cheap or not len(row):
            return self._worked_out(row, stage)
        written = (stage, etree.tostring(row, encoding="unicode", with_tail=False))
        meaning = self._alike.get(written)
        if meaning is None:
            meaning = self._alike[written] = self._worked_out(row, stage)
            self._alike_is_cheap = len(self._alike) < _MOST_ALIKE and len(written[1]) < _LONGEST_ALIKE
        return meaning

    def _worked_out(self, row: etree._Element, stage: str) -> RowMeaning:
        cells = texts_of(row, self._names)
        get = cells.get
        keys = (stage, get("subject", ""), get("method", ""), get("component", ""), get("resultstatus", ""))
        meaning = self._by_keys.get((*keys, get("year", ""))) or self._by_its_keys(*keys, get("year", ""))
        if meaning.subject is None:
            return meaning
        unknown = self._unknown_qualifier(get("resultqualifier", "").upper())
        result_date, place = _tidy_date(get("resultdate", "")), _place_of_result(row, self._names)
        return RowMeaning(meaning.kind, meaning.subject, get("result", ""), result_date, unknown, place)

    def _by_its_keys(self, *keys: str) -> RowMeaning:
        """What rows with these keys are, but for their results; a row of another year has no subject here."""
        kind = RowKind(*(key[:_LONGEST].upper() for key in keys))
        subject = self._subject(kind)
        self._note(self._stages, kind.stage)
        if subject is not None:
            self._note(self._years, kind.year)
        meaning = RowMeaning(kind, subject if kind.year == self._year else None)
        if len(self._by_keys) < _MOST_KINDS_COUNTED:
            self._by_keys[keys] = meaning
        return meaning

    def _skip(self, kind: RowKind) -> None:
        """Count a row by its kind, but tell no more kinds apart than anybody could want told."""
        times = self._skipped.get(kind)
        if times is not None or len(self._skipped) < _MOST_KINDS_COUNTED:
            self._skipped[kind] = (times or 0) + 1
        else:
            self._uncounted += 1

    def _subject(self, kind: RowKind) -> str | None:
        """The subject of a row of this assessment, of whatever year; None for any other row."""
        if kind.stage != self._stage or kind.method != self._method or kind.status not in self._statuses:
            return None
        return self._subjects.get((kind.subject, kind.component))

    def _unknown_qualifier(self, qualifier: str) -> str:
        return "" if qualifier in self._qualifiers else qualifier[:_LONGEST]

    def _note(self, seen: set[str], value: str) -> None:
        """Remember a stage or year, but no more of them than anybody could want told."""
        if value and (len(seen) < _MOST_KINDS or value in (self._stage, self._year)):
            seen.add(value)


def _skipped(kind: RowKind, count: int) -> Problem:
    return Problem(ProblemKind.ROWS_SKIPPED, facts={**kind._asdict(), "count": count})


def _place_of_result(row: etree._Element, names: LocalNames) -> int | None:
    places = range(-1, -len(row) - 1, -1)
    return next((place for place, cell in zip(places, reversed(row), strict=True) if names[cell.tag] == "result"), None)


def _tidy_date(text: str) -> str:
    found = parse_iso(text)
    return text if found is None else found.isoformat()
