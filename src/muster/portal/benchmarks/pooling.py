"""Several authorities' results together: when there is a figure of them, and which.

Each authority knows its own results, and can subtract them from what it is shown. So a figure must still be one of
several authorities when any one of them is taken out of it, and so must what two figures differ by.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from muster.framework import Framework
from muster.measures import GROUPS, Counts, Coverage, Group, GroupedCounts, Reason, headlines, together
from muster.measures.compare import LEAST_SCHOOLS

LEAST_AUTHORITIES = 4
"""Three are left when one subtracts itself, and two who put theirs together still do not know the others' apart."""

LEAST_SHARE = Fraction(1, 2)
"""Of the schools that the authorities asked."""

Digests = Mapping[str, str]
"""By the public id of each authority what its counts were."""


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """What one authority brings: its accepted schools together, and how much of what it asked they are.

    `schools_with` has how many of them have pupils of each group.
    """

    authority: str
    counts: GroupedCounts
    coverage: Coverage
    schools_with: Mapping[Group, int]

    @property
    def digest(self) -> str:
        """Another wherever a count is another."""
        return hashlib.sha256(repr(self.counts).encode()).hexdigest()


def reason_against(contributions: Sequence[Contribution]) -> Reason | None:
    """Why there is no figure of these authorities; None where there is."""
    few_schools = _of_few_schools([one.coverage.schools_in for one in contributions])
    reason = _of_counts([one.counts.all for one in contributions]) or few_schools
    if reason:
        return reason
    schools = sum(one.coverage.schools_in for one in contributions)
    asked = sum(one.coverage.schools_asked for one in contributions)
    return Reason.FEW_TAKE_PART if schools < LEAST_SHARE * asked else None


def _of_few_schools(schools: Sequence[int]) -> Reason | None:
    """Five schools or more are left, whichever authority subtracts itself."""
    return Reason.FEW_SCHOOLS if sum(schools) - max(schools, default=0) < LEAST_SCHOOLS else None


def would_tell(now: Digests, before: Digests) -> bool:
    """Whether what two pools differ by is of so few authorities that it would tell their results."""
    changed = [one for one in now.keys() | before.keys() if now.get(one) != before.get(one)]
    return 0 < len(changed) < LEAST_AUTHORITIES


def figures_of(framework: Framework, contributions: Sequence[Contribution]) -> Iterator[list[str]]:
    """Of all pupils, and of each group of which there may be figures: subject, measure, group, exact per cent."""
    yield from _figures(framework, None, [one.counts.all for one in contributions])
    for characteristic, groups in GROUPS.items():
        for group in groups:
            held = [counts for one in contributions if (counts := one.counts.of(characteristic, group))]
            if not _of_counts(held) and not _of_few_schools([one.schools_with.get(group, 0) for one in contributions]):
                yield from _figures(framework, group, held)


def _figures(framework: Framework, group: Group | None, counts: Sequence[Counts]) -> Iterator[list[str]]:
    for line in headlines(framework, together(counts)):
        if line.share.exact is not None:
            yield [line.subject, line.measure.value, group.value if group else "", str(line.share.exact)]


def _of_counts(counts: Sequence[Counts]) -> Reason | None:
    pupils = [one.eligible for one in counts if one.eligible]
    if len(pupils) < LEAST_AUTHORITIES:
        return Reason.FEW_AUTHORITIES
    return Reason.ONE_AUTHORITY if any(_rules(others) for others in _without_each(pupils)) else None


def _without_each(pupils: list[int]) -> Iterator[list[int]]:
    """What is left to each authority when it has subtracted itself."""
    yield from (pupils[:place] + pupils[place + 1 :] for place in range(len(pupils)))


def _rules(pupils: list[int]) -> bool:
    return 2 * max(pupils) > sum(pupils)
