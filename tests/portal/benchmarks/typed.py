"""Sets of figures that an officer may enter."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from muster.portal.benchmarks.actions import enter_figures
from muster.portal.benchmarks.entering import Entering, Typed
from muster.portal.benchmarks.models import FigureSet
from tests.portal.collected import Collected, acting

READING = Typed("reading", "exs_plus", "", "69.5")
READING_HIGHER = Typed("reading", "gds", "", "20")
OF_GIRLS = Typed("writing", "exs_plus", "girls", "66")
SOURCE = "Made-up Systems Ltd"
_DAY = date(2026, 1, 5)


def entering(**changes: Any) -> Entering:  # noqa: ANN401 - any field's
    """Emerging figures of 2026 with nothing wrong about them, but for the changes."""
    faultless = Entering(
        kind=FigureSet.Kind.EMERGING,
        year=2026,
        source=SOURCE,
        dated=_DAY,
        coverage="812 schools",
        figures=(READING, READING_HIGHER, OF_GIRLS),
    )
    return replace(faultless, **changes)


def published(**changes: Any) -> Entering:  # noqa: ANN401 - any field's
    """Published figures of 2023 that do not come with Muster."""
    faultless = Entering(
        kind=FigureSet.Kind.PUBLISHED,
        year=2023,
        source="Published tables of 2023",
        dated=_DAY,
        figures=(Typed("reading", "gds", "", "19"),),
    )
    return replace(faultless, **changes)


def enter(collected: Collected, given: Entering | None = None, seen: int = 0) -> FigureSet:
    """Enter a set as the officer: the faultless emerging one unless another is given."""
    return enter_figures(acting(collected.side.officer), collected.collection, given or entering(), seen)
