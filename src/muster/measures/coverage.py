"""How much of what was expected a figure rests on."""

from collections.abc import Iterable, Sequence

import msgspec

from muster.measures.counting import Counts
from muster.measures.shares import Share


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Schools that sent results of those asked, and pupils in them of those expected (None where no roll is held)."""

    schools_in: int
    schools_asked: int
    pupils_in: int
    pupils_expected: int | None = None

    @property
    def schools(self) -> Share:
        """The schools that take part, of those asked."""
        return Share(self.schools_in, self.schools_asked)

    @property
    def pupils(self) -> Share | None:
        """The pupils submitted, of those expected; None where that is not known, or more came than were expected."""
        expected = self.pupils_expected
        return None if expected is None or self.pupils_in > expected else Share(self.pupils_in, expected)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that was expected is missing."""
        all_pupils = self.pupils_expected is None or self.pupils_in >= self.pupils_expected
        return self.schools_in == self.schools_asked and all_pupils


def coverage_of(schools: Iterable[Counts], asked: int, expected: Sequence[int | None]) -> Coverage:
    """The coverage of schools with these counts, of so many asked; `expected` has None for a school without a roll."""
    counts = list(schools)
    known = [one for one in expected if one is not None]
    return Coverage(
        schools_in=len(counts),
        schools_asked=asked,
        pupils_in=sum(one.eligible for one in counts),
        pupils_expected=sum(known) if len(known) == len(expected) else None,
    )
