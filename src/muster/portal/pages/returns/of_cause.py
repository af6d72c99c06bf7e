"""What every page that shows a cause says of it, the school's and the authority's."""

import msgspec

from muster.portal.returns.reads.causes import CauseHere


class OfCause(msgspec.Struct, frozen=True):
    """A cause on a page, which adds its own: the school is asked to answer, officers read what it answered."""

    here: CauseHere

    @property
    def rule(self) -> str:
        """The rule's id, for addresses."""
        return self.here.cause.rule.id

    @property
    def title(self) -> str:
        """The cause in a few words."""
        return self.here.cause.rule.title

    @property
    def number(self) -> int:
        """How many pupils, or how many times where pupils have it more than once: those only counted too."""
        return self.here.cause.number

    @property
    def open_number(self) -> int:
        """How many still wait for the school."""
        return self.here.open_number
