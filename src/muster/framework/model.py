"""What is assessed in one collection's year: subjects, codes, the scale, dates, and how a CTF writes it."""

import re
from datetime import date
from enum import StrEnum
from functools import cached_property

import msgspec

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")


class CodeKind(StrEnum):
    """What a code is to one subject of the framework."""

    ACCEPTED = "accepted"
    OTHER_SUBJECT = "other_subject"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class Dates(msgspec.Struct, frozen=True):
    """The collection's own dates; those from `roll_taken` on are defaults that an authority may set otherwise."""

    year_begins: date
    year_ends: date
    born_from: date
    born_to: date
    roll_taken: date
    opens: date
    test_period_from: date
    test_period_to: date
    deadline: date


class CtfKeys(msgspec.Struct, frozen=True):
    """How a Common Transfer File writes the assessment: its keys beside each subject's own."""

    method: str
    academic_year: str
    versions: tuple[str, ...]
    written: str
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]


class Subject(msgspec.Struct, frozen=True):
    """One subject: the codes it takes (beside those for pupils without a judgement) and its CTF row keys."""

    key: str
    label: str
    subject: str
    component: str
    codes: tuple[str, ...]
    expected: tuple[str, ...]
    higher: tuple[str, ...]


class Framework(msgspec.Struct, frozen=True, dict=True):
    """One year's assessment. `scale` runs from the lowest code to the highest.

    `absent` are the codes for a pupil who could not be judged; `outside` those seen in files though no part of the
    optional collection, `left` those among them for a pupil who left. `instead`, `withdrawn` and `elsewhere` say what
    to use, or whose the code is.
    """

    stage: str
    year: int
    ruleset: str
    title: str
    nc_year: str
    scale: tuple[str, ...]
    pre_key_stage: tuple[str, ...]
    absent: tuple[str, ...]
    outside: tuple[str, ...]
    left: tuple[str, ...]
    dates: Dates
    ctf: CtfKeys
    subjects: tuple[Subject, ...]
    meanings: dict[str, str]
    instead: dict[str, dict[str, str]]
    withdrawn: dict[str, str]
    elsewhere: dict[str, str]

    @cached_property
    def by_key(self) -> dict[str, Subject]:
        """The subjects by their key ("reading")."""
        return {subject.key: subject for subject in self.subjects}

    @cached_property
    def by_row(self) -> dict[tuple[str, str], str]:
        """The subjects' keys by CTF Subject and Component ("ENG", "REA")."""
        return {(subject.subject, subject.component): subject.key for subject in self.subjects}

    @cached_property
    def scaled(self) -> tuple[str, ...]:
        """The keys of the subjects judged on the scale (reading, writing and maths)."""
        return tuple(s.key for s in self.subjects if set(self.pre_key_stage) <= set(s.codes))

    @cached_property
    def positions(self) -> dict[str, int]:
        """Each code's position on the scale, 0 the lowest."""
        return {code: position for position, code in enumerate(self.scale)}

    @cached_property
    def known_codes(self) -> frozenset[str]:
        """Every code of this framework, whatever its subject, those without a judgement too."""
        codes = {code for subject in self.subjects for code in subject.codes}
        return frozenset(codes | set(self.absent) | set(self.outside))

    @cached_property
    def _kinds(self) -> dict[tuple[str, str], CodeKind]:
        """What each code that has a name is to each subject."""
        named = [*self.known_codes, *self.withdrawn, *self.elsewhere]
        return {(code, subject): self._kind(code, subject) for code in named for subject in self.by_key}

    def kind_of(self, code: str, subject: str) -> CodeKind:
        """What a tidied code (capitals, no white space) is to the subject with this key."""
        kind = self._kinds.get((code, subject))
        if kind is None:
            kind = CodeKind.ELSEWHERE if _NUMBER.fullmatch(code) else CodeKind.UNKNOWN
        return kind

    def _kind(self, code: str, subject: str) -> CodeKind:
        if code in self.by_key[subject].codes or code in self.absent or code in self.outside:
            return CodeKind.ACCEPTED
        if code in self.known_codes:
            return CodeKind.OTHER_SUBJECT
        return CodeKind.WITHDRAWN if code in self.withdrawn else CodeKind.ELSEWHERE
