"""The sets of national figures that an authority's officers have entered."""

from muster.portal.benchmarks.models import FigureSet
from muster.portal.foundation.scope import Scope


def figure_sets(scope: Scope, kind: FigureSet.Kind) -> list[FigureSet]:
    """All sets of a kind that were ever entered, the newest year first, and in a year the newest set: for officers."""
    rows = FigureSet.objects.filter(kind=kind).select_related("authority")
    return list(scope.within(rows, school=None).order_by("-year", "-number"))


def figure_set_at(scope: Scope, public_id: str) -> FigureSet | None:
    """The set with this public id, where the scope reaches it: for officers."""
    rows = FigureSet.objects.filter(public_id=public_id).select_related("authority")
    return scope.within(rows, school=None).first()


def last_of_year(scope: Scope, kind: FigureSet.Kind, year: int) -> FigureSet | None:
    """The set that was entered last of a kind and year, taken back or not."""
    return next((one for one in figure_sets(scope, kind) if one.year == year), None)
