"""What may be said of a difference between two shares."""

from enum import StrEnum


class Verdict(StrEnum):
    """More than chance explains, or not; or that nothing can be said. `sentences` has each in words."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_CLEAR = "not_clear"
    TOO_FEW = "too_few"
    NOT_ALIKE = "not_alike"
    NOTHING = "nothing"

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than chance would explain."""
        return self in (Verdict.HIGHER, Verdict.LOWER)
