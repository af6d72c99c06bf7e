"""The gap between a group of pupils and those whom it is compared with."""

from collections.abc import Iterator

import msgspec

from muster.framework import Framework
from muster.measures.counting import Counts
from muster.measures.differences import Difference
from muster.measures.grouped import GroupedCounts
from muster.measures.groups import GROUPS, Characteristic, Group
from muster.measures.standards import Measure, headlines, share_of

BESIDE: dict[Characteristic, Group] = {
    Characteristic.SEX: Group.BOYS,
    Characteristic.DISADVANTAGE: Group.OTHERS,
    Characteristic.SEN: Group.NO_SEN,
    Characteristic.LANGUAGE: Group.ENGLISH,
    Characteristic.TERM: Group.AUTUMN,
    Characteristic.ARRIVAL: Group.STAYED,
    Characteristic.GLD: Group.GLD,
    Characteristic.PHONICS: Group.PHONICS,
}
"""The group that the others of a characteristic are compared with; of ethnicity each is with all others together."""


class Gap(msgspec.Struct, frozen=True):
    """How far a group's share is above that of the pupils beside it; `beside` is None for all others together."""

    characteristic: Characteristic
    group: Group
    beside: Group | None
    subject: str
    measure: Measure
    difference: Difference


def gaps(framework: Framework, grouped: GroupedCounts, characteristic: Characteristic) -> Iterator[Gap]:
    """The gaps of a characteristic in the order of its groups, measure by measure.

    There is none where a group, or those beside it, has nobody.
    """
    beside = BESIDE.get(characteristic)
    for group in GROUPS[characteristic]:
        own, others = grouped.of(characteristic, group), _others(grouped, characteristic, group)
        if group is not beside and own and others:
            for line in headlines(framework, own):
                difference = Difference(line.share, share_of(others, line.subject, line.measure))
                yield Gap(characteristic, group, beside, line.subject, line.measure, difference)


def _others(grouped: GroupedCounts, characteristic: Characteristic, group: Group) -> Counts | None:
    beside = BESIDE.get(characteristic)
    return grouped.of(characteristic, beside) if beside else grouped.others_than(characteristic, group)
