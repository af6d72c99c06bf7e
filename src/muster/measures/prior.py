"""From prior attainment (good level of development, phonics) to what was reached at key stage 1."""

from collections.abc import Iterator

import msgspec

from muster.measures.grouped import GroupedCounts
from muster.measures.groups import GROUPS, Characteristic, Known
from muster.measures.shares import Share

PRIOR = (Characteristic.GLD, Characteristic.PHONICS)


class PriorRow(msgspec.Struct, frozen=True):
    """The pupils with one prior attainment: how many have each code of a subject, who reaches which standard."""

    group: Known
    eligible: int
    codes: dict[str, int]
    expected: Share
    higher: Share


class PriorTable(msgspec.Struct, frozen=True):
    """One subject by one prior attainment. The rows add up to the pupils; those not known come last."""

    prior: Characteristic
    subject: str
    rows: tuple[PriorRow, ...]

    @property
    def known(self) -> Share:
        """Of how many pupils the prior attainment is known."""
        whole = sum(row.eligible for row in self.rows)
        return Share(sum(row.eligible for row in self.rows if row.group), whole)


def prior_tables(grouped: GroupedCounts) -> Iterator[PriorTable]:
    """A table a prior attainment and subject; none for a prior attainment that is known of nobody."""
    for prior in PRIOR:
        if any(grouped.groups[prior].get(group) for group in GROUPS[prior]):
            for subject in grouped.all.subjects:
                yield PriorTable(prior, subject, tuple(_rows(grouped, prior, subject)))


def _rows(grouped: GroupedCounts, prior: Characteristic, subject: str) -> Iterator[PriorRow]:
    for group, counts in grouped.groups[prior].items():
        one = counts.subjects[subject]
        yield PriorRow(group, one.eligible, one.codes, one.expected_share, one.higher_share)
