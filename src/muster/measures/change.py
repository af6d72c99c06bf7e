"""How a share changed from one year to another."""

import msgspec

from muster.measures.differences import Difference
from muster.measures.shares import Share
from muster.measures.verdicts import Verdict
from muster.measures.years import has_break_between


class Change(msgspec.Struct, frozen=True):
    """The later year's share less the earlier one's."""

    earlier: int
    before: Share
    later: int
    now: Share

    @property
    def difference(self) -> Difference:
        """In points, with its interval."""
        return Difference(self.now, self.before)

    @property
    def has_break(self) -> bool:
        """Whether the earlier results were statutory and the later ones optional."""
        return has_break_between(self.earlier, self.later)

    @property
    def verdict(self) -> Verdict:
        """What may be said of it; across a break nothing, as the assessment itself changed."""
        said = self.difference.verdict
        return Verdict.NOT_ALIKE if self.has_break and said is not Verdict.NOTHING else said
