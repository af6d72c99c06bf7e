"""The counts of pupils and of every group of them, in one pass over each column."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from muster.framework import Framework
from muster.measures.counting import NO_OUTCOME, CombinedCounts, Counts, Profile, SubjectCounts, Tally
from muster.measures.groups import GROUPS, Characteristic, Group, Known
from muster.measures.pupils import Columns, MeasuredPupil, columns_of

_School = TypeVar("_School", bound=Hashable)


class GroupedCounts(msgspec.Struct, frozen=True):
    """The counts of all pupils, and by characteristic those of each group that has any.

    Under None are the pupils whose group is not known: with them the groups of a characteristic add up to all.
    """

    all: Counts
    groups: dict[Characteristic, dict[Known, Counts]]

    def of(self, characteristic: Characteristic, group: Known) -> Counts | None:
        """A group's counts; None where nobody is in it."""
        return self.groups[characteristic].get(group)

    def others_than(self, characteristic: Characteristic, group: Group) -> Counts | None:
        """All other pupils whose group of the characteristic is known; None where there are none."""
        rest = [counts for one, counts in self.groups[characteristic].items() if one not in (None, group)]
        return together(rest) if rest else None


def count_groups(framework: Framework, pupils: Iterable[MeasuredPupil], *, science: bool = True) -> GroupedCounts:
    """Count the pupils and every group of them."""
    return count_columns(framework, columns_of(framework, pupils), science=science)


def count_columns(framework: Framework, columns: Columns, *, science: bool = True) -> GroupedCounts:
    """The same of pupils who are given column by column."""
    return _grouped(Tally(framework, science=science), columns)


def count_schools(
    framework: Framework, columns: Mapping[_School, Columns], *, science: bool = True
) -> dict[_School, GroupedCounts]:
    """The same of many schools; what they have in common is looked up once."""
    tally = Tally(framework, science=science)
    return {school: _grouped(tally, one) for school, one in columns.items()}


def together(counts: Sequence[Counts]) -> Counts:
    """The counts of several sets of pupils, none of whom is in two, as of one. Raises ValueError of no counts."""
    if not counts:
        raise ValueError("There are no counts to put together.")
    return Counts(
        sum(one.eligible for one in counts),
        {key: _subjects([one.subjects[key] for one in counts]) for key in counts[0].subjects},
        _combined([one.combined for one in counts]),
        low=sum(one.low for one in counts),
        given=sum(one.given for one in counts),
    )


def groups_together(grouped: Sequence[GroupedCounts]) -> GroupedCounts:
    """The same of counts with their groups: of an authority from its schools, of England from its authorities."""
    return GroupedCounts(
        together([one.all for one in grouped]),
        {one: _groups_together(one, [counts.groups[one] for counts in grouped]) for one in Characteristic},
    )


def _groups_together(characteristic: Characteristic, held: Sequence[Mapping[Known, Counts]]) -> dict[Known, Counts]:
    found = {group: [one[group] for one in held if group in one] for group in (*GROUPS[characteristic], None)}
    return {group: together(counts) for group, counts in found.items() if counts}


def _grouped(tally: Tally, columns: Columns) -> GroupedCounts:
    known: dict[Profile, Profile] = {}
    profiles = [known.setdefault(profile, profile) for profile in columns.profiles]
    return GroupedCounts(
        tally.of(Counter(profiles)),
        {one: _by_group(tally, one, columns.groups[one], profiles) for one in Characteristic},
    )


def _by_group(
    tally: Tally, characteristic: Characteristic, groups: Sequence[Known], profiles: Sequence[Profile]
) -> dict[Known, Counts]:
    found: defaultdict[Known, dict[Profile, int]] = defaultdict(dict)
    for (group, profile), number in Counter(zip(groups, profiles, strict=True)).items():
        found[group][profile] = number
    counted = {group: tally.of(found[group]) for group in (*GROUPS[characteristic], None) if group in found}
    return {group: counts for group, counts in counted.items() if counts.eligible}


def _subjects(counts: Sequence[SubjectCounts]) -> SubjectCounts:
    numbers = zip(*[(one.eligible, one.expected, one.higher) for one in counts], strict=True)
    eligible, expected, higher = map(sum, numbers)
    return SubjectCounts(counts[0].subject, eligible, _codes([one.codes for one in counts]), expected, higher)


def _codes(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Codes that all of them have, in their order, then the others by letter, none last."""
    first = list(counts[0])
    if all(list(one) == first for one in counts):
        return dict(zip(first, map(sum, zip(*[one.values() for one in counts], strict=True)), strict=True))
    every = {code for one in counts for code in one}
    shared = [code for code in first if all(code in one for one in counts)]
    order = (*shared, *sorted(every.difference(shared), key=lambda code: (code == NO_OUTCOME, code)))
    return {code: sum(one.get(code, 0) for one in counts) for code in order}


def _combined(counts: Sequence[CombinedCounts]) -> CombinedCounts:
    return CombinedCounts(*(sum(column) for column in zip(*map(msgspec.structs.astuple, counts), strict=True)))
