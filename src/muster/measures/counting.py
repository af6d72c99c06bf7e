"""How many pupils have each outcome, reach the expected standard, and work at greater depth.

A measure is of whichever pupils are given: a group is counted by giving its pupils alone. The denominator is every
eligible pupil, those without a judgement (A, D, Q) and those with PK or EM too; who has left (L) is not eligible.
Source: the house's plan of the domain, "Measures".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import contains

import msgspec

from muster.framework import Framework, Subject
from muster.measures.shares import Share

Outcomes = Mapping[str, str]
"""A pupil's accepted codes by subject; a subject without one is left out, or ""."""

NO_OUTCOME = ""


class SubjectCounts(msgspec.Struct, frozen=True):
    """One subject: the counts of its codes add up to `eligible`.

    `codes` holds every code of the subject in its order, then those for pupils without a judgement that occur; under
    "" pupils with no outcome, where there are any.
    """

    subject: str
    eligible: int
    codes: dict[str, int]
    expected: int
    higher: int

    @property
    def expected_share(self) -> Share:
        """Who reaches the expected standard: EXS or GDS."""
        return Share(self.expected, self.eligible)

    @property
    def higher_share(self) -> Share:
        """Who works at greater depth."""
        return Share(self.higher, self.eligible)

    def share(self, code: str) -> Share:
        """Who has this code."""
        return Share(self.codes.get(code, 0), self.eligible)


class CombinedCounts(msgspec.Struct, frozen=True):
    """Reading, writing and maths together: the pupils who reach a standard in all three."""

    eligible: int
    expected: int
    higher: int

    @property
    def expected_share(self) -> Share:
        """EXS or GDS in all three."""
        return Share(self.expected, self.eligible)

    @property
    def higher_share(self) -> Share:
        """GDS in all three."""
        return Share(self.higher, self.eligible)


class Counts(msgspec.Struct, frozen=True):
    """The counts of some pupils. `low` and `given` count outcomes on the scale: those that are PK or EM, and all."""

    eligible: int
    subjects: dict[str, SubjectCounts]
    combined: CombinedCounts
    low: int
    given: int

    @property
    def is_mostly_low(self) -> bool:
        """Whether over half of the outcomes in reading, writing and maths are PK or EM."""
        return 2 * self.low > self.given


def count(framework: Framework, pupils: Iterable[Outcomes], *, science: bool = True) -> Counts:
    """Count these pupils in the framework's subjects; without science where the collection has none.

    A pupil with the code for one who left, in whichever subject, is no pupil of the return.
    """
    rows = (tuple(pupil.get(key, NO_OUTCOME) for key in framework.by_key) for pupil in pupils)
    return count_rows(framework, rows, science=science)


def count_rows(framework: Framework, rows: Iterable[Sequence[str]], *, science: bool = True) -> Counts:
    """The same of pupils who are given by their codes alone, in the order of the framework's subjects."""
    left = frozenset(framework.left)
    stayed = [row for row in rows if left.isdisjoint(row)]
    columns = dict(zip(framework.by_key, zip(*stayed, strict=True) if stayed else repeat(()), strict=False))
    subjects = [one for one in framework.subjects if science or one.key in framework.scaled]
    found = {one.key: _subject(framework, one, columns[one.key]) for one in subjects}
    of_scaled = [found[key].codes for key in framework.scaled]
    return Counts(
        eligible=len(stayed),
        subjects=found,
        combined=_combined(framework, columns, len(stayed)),
        low=sum(codes[code] for codes in of_scaled for code in framework.pre_key_stage),
        given=sum(len(stayed) - codes.get(NO_OUTCOME, 0) for codes in of_scaled),
    )


def _subject(framework: Framework, subject: Subject, given: Sequence[str]) -> SubjectCounts:
    found = Counter(given)
    without = (*framework.absent, *framework.outside, NO_OUTCOME)
    codes = {code: found.get(code, 0) for code in subject.codes}
    codes |= {code: found[code] for code in without if code in found}
    strange = found.keys() - codes.keys()
    if strange:
        raise ValueError(f"{sorted(strange)} are no codes of {subject.key}.")
    expected, higher = (sum(found.get(code, 0) for code in some) for some in (subject.expected, subject.higher))
    return SubjectCounts(subject.key, len(given), codes, expected, higher)


def _combined(framework: Framework, columns: Mapping[str, Sequence[str]], eligible: int) -> CombinedCounts:
    alike = Counter(zip(*(columns[key] for key in framework.scaled), strict=True))
    scaled = [framework.by_key[key] for key in framework.scaled]
    expected, higher = (
        sum(number for codes, number in alike.items() if all(map(contains, wanted, codes)))
        for wanted in ([one.expected for one in scaled], [one.higher for one in scaled])
    )
    return CombinedCounts(eligible, expected, higher)
