"""What a share is of: which subject, and which standard is reached in it."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from muster.framework import Framework
from muster.measures.counting import Counts
from muster.measures.shares import Share

COMBINED = "combined"
"""The key of reading, writing and maths together, beside those of the subjects."""


class Measure(StrEnum):
    """What a figure is the share of: EXS or GDS; GDS."""

    EXS_PLUS = "exs_plus"
    GDS = "gds"


class Headline(msgspec.Struct, frozen=True):
    """One share of the pupils counted: of those who reach the standard in the subject, or in all three together."""

    subject: str
    measure: Measure
    share: Share


def headlines(framework: Framework, counts: Counts) -> Iterator[Headline]:
    """EXS or GDS by subject, then GDS where the subject has it; reading, writing and maths together last."""
    for key, subject in counts.subjects.items():
        yield Headline(key, Measure.EXS_PLUS, subject.expected_share)
        if framework.by_key[key].higher:
            yield Headline(key, Measure.GDS, subject.higher_share)
    yield Headline(COMBINED, Measure.EXS_PLUS, counts.combined.expected_share)
    yield Headline(COMBINED, Measure.GDS, counts.combined.higher_share)


def share_of(counts: Counts, subject: str, measure: Measure) -> Share:
    """One of them; raises KeyError for a subject that was not counted."""
    counted = counts.combined if subject == COMBINED else counts.subjects[subject]
    return counted.higher_share if measure is Measure.GDS else counted.expected_share
