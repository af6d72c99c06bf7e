"""A figure that is not shown, with why in its place."""

from muster.measures import Reason, Withheld
from muster.measures.sentences import withheld_in_words
from muster.reporting.content import Beside, Comparator


def withheld(label: str, year: int, reason: Reason, beside: Beside = Beside.COMPARABLE) -> Comparator:
    """No figure, and why."""
    held = Withheld(reason)
    return Comparator(
        beside=beside, label=label, year=year, notes=(f"{label}: {withheld_in_words(held)}",), withheld=held
    )
