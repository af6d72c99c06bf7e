"""Groups so small that their shares mean little."""

SMALL = 11
"""Fewer pupils than these, and percentages mean little. Source: the house's plan of the domain, "Measures"."""


def is_small(pupils: int) -> bool:
    """Whether a caution stands beside the figures of so many pupils: some, but under 11."""
    return 0 < pupils < SMALL
