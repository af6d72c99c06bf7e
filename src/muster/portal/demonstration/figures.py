"""The demonstration's figures to compare with: emerging ones, made up and called so wherever they stand."""

from datetime import timedelta

from muster.portal.benchmarks.actions import enter_figures, join_pool
from muster.portal.benchmarks.entering import Entering, Typed
from muster.portal.benchmarks.models import FigureSet
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor

SOURCE = "a made-up source for this demonstration, of no real schools"

_FIGURES = (
    ("reading", "exs_plus", "", "67.8"), ("reading", "exs_plus", "girls", "71.4"),
    ("reading", "exs_plus", "boys", "64.3"), ("reading", "exs_plus", "disadvantaged", "53.9"),
    ("reading", "exs_plus", "others", "72.6"), ("reading", "gds", "", "17.6"),
    ("writing", "exs_plus", "", "59.7"), ("writing", "exs_plus", "girls", "65.8"),
    ("writing", "exs_plus", "boys", "53.8"), ("writing", "exs_plus", "disadvantaged", "44.6"),
    ("writing", "exs_plus", "others", "64.9"), ("writing", "gds", "", "7.4"),
    ("maths", "exs_plus", "", "69.5"), ("maths", "exs_plus", "girls", "68.9"),
    ("maths", "exs_plus", "boys", "70.1"), ("maths", "exs_plus", "disadvantaged", "55.7"),
    ("maths", "exs_plus", "others", "74.4"), ("maths", "gds", "", "15.2"),
    ("science", "exs_plus", "", "78.3"),
    ("combined", "exs_plus", "", "55.1"), ("combined", "gds", "", "5.0"),
)  # fmt: skip


def enter_made_up_figures(collection: Collection, officer: Actor) -> None:
    """Emerging figures twice, the newer in place of the first; and the authority's results count in the pool."""
    for seen, (before, coverage, figures) in enumerate(
        (
            (timedelta(days=8), "402 of 1,000 made-up schools", _FIGURES[:1]),
            (timedelta(days=1), "812 of 1,000 made-up schools", _FIGURES),
        )
    ):
        entering = Entering(
            kind=FigureSet.Kind.EMERGING,
            year=collection.year,
            source=SOURCE,
            dated=clock.today() - before,
            coverage=coverage,
            schools_may_see=True,
            figures=tuple(Typed(*one) for one in figures),
        )
        enter_figures(officer, collection, entering, seen)
    join_pool(officer, collection)
