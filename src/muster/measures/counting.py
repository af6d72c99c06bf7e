"""How many pupils have each outcome, reach the expected standard, and work at greater depth.

A measure is of whichever pupils are given: a group is counted by giving its pupils alone. The denominator is every
eligible pupil, those without a judgement (A, D, Q) and those with PK or EM too; who has left (L) is not eligible.
Source: the house's plan of the domain, "Measures".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from muster.framework import Framework, Subject
from muster.measures.shares import Share

Outcomes = Mapping[str, str]
"""A pupil's accepted codes by subject; a subject without one is left out, or ""."""
Profile = tuple[str, ...]
"""A pupil's codes in the order of the framework's subjects."""

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

    def share(self, *codes: str) -> Share:
        """Who has this code, or one of these."""
        return Share(self.number(codes), self.eligible)

    def number(self, codes: Iterable[str]) -> int:
        """How many have one of these codes."""
        return sum(self.codes.get(code, 0) for code in codes)


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
    return count_rows(framework, (profile_of(framework, pupil) for pupil in pupils), science=science)


def count_rows(framework: Framework, rows: Iterable[Sequence[str]], *, science: bool = True) -> Counts:
    """The same of pupils who are given by their codes alone, in the order of the framework's subjects."""
    return Tally(framework, science=science).of(Counter(map(tuple, rows)))


def profile_of(framework: Framework, outcomes: Outcomes) -> Profile:
    """A pupil's outcomes as a profile."""
    return tuple([outcomes.get(key, NO_OUTCOME) for key in framework.by_key])


class Tally:
    """Counts pupils by their profiles: what a profile is, is looked up once, however many groups have it."""

    def __init__(self, framework: Framework, *, science: bool = True) -> None:
        self._framework = framework
        self._columns = [
            _Column(framework, place, one)
            for place, one in enumerate(framework.subjects)
            if science or one.key in framework.scaled
        ]
        self._scaled = [column for column in self._columns if column.low]
        self._known: dict[Profile, tuple[bool, int, int]] = {}

    def of(self, profiles: Mapping[Profile, int]) -> Counts:
        """The counts of so many pupils of each profile. Raises ValueError for what is no code of its subject."""
        known = self._known
        stayed: list[tuple[Profile, int]] = []
        eligible = expected = higher = 0
        for profile, number in profiles.items():
            stays, met, above = known.get(profile) or self._meet(profile)
            if stays:
                stayed.append((profile, number))
                eligible += number
                expected += met * number
                higher += above * number
        found = {column.key: column.counts(stayed, eligible) for column in self._columns}
        low = given = 0
        for column in self._scaled:
            codes = found[column.key].codes
            low += sum(map(codes.__getitem__, column.low))
            given += eligible - codes.get(NO_OUTCOME, 0)
        return Counts(eligible, found, CombinedCounts(eligible, expected, higher), low, given)

    def _meet(self, profile: Profile) -> tuple[bool, int, int]:
        """Whether pupils of the profile are counted, and whether they reach each standard in all three."""
        stays = set(self._framework.left).isdisjoint(profile)
        if stays:
            for column in self._columns:
                column.refuse_strange(profile)
        met, above = (
            all(profile[column.place] in wanted for column, wanted in zip(self._scaled, of_all, strict=True))
            for of_all in ([one.expected for one in self._scaled], [one.higher for one in self._scaled])
        )
        return self._known.setdefault(profile, (stays, int(met), int(above)))


class _Column:
    """One subject as profiles have it: at its place. `low` are its codes that are PK or EM, none off the scale."""

    def __init__(self, framework: Framework, place: int, subject: Subject) -> None:
        self.place, self.key = place, subject.key
        self.expected, self.higher = subject.expected, subject.higher
        self.low = framework.pre_key_stage if subject.key in framework.scaled else ()
        self._empty = dict.fromkeys(subject.codes, 0)
        self._without = (*framework.absent, *framework.outside, NO_OUTCOME)

    def refuse_strange(self, profile: Profile) -> None:
        code = profile[self.place]
        if code not in self._empty and code not in self._without:
            raise ValueError(f"{[code]} are no codes of {self.key}.")

    def counts(self, profiles: Iterable[tuple[Profile, int]], eligible: int) -> SubjectCounts:
        place, codes = self.place, self._empty.copy()
        for profile, number in profiles:
            code = profile[place]
            codes[code] = codes.get(code, 0) + number
        if len(codes) > len(self._empty):
            codes = self._in_order(codes)
        expected = sum(map(codes.__getitem__, self.expected))
        higher = sum(map(codes.__getitem__, self.higher))
        return SubjectCounts(self.key, eligible, codes, expected, higher)

    def _in_order(self, codes: Mapping[str, int]) -> dict[str, int]:
        return {code: codes[code] for code in (*self._empty, *self._without) if code in codes}
