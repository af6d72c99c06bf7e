"""Former years from a table."""

from muster.portal.rolls.models import FormerResults, TableKind
from tests.portal.casework.tables.loading import csv_of, faults, load, read
from tests.portal.season import Season

HISTORY = ("LA", "Estab", "Year", "Subject", "Eligible", "EXS+", "GDS")
KIND = TableKind.HISTORY


def test_figures_are_loaded_and_the_same_again_change_nothing(season: Season) -> None:
    rows = [
        [330, 2001, 2024, "Reading", 30, 20, 5],
        [330, 2001, 2025, "maths", 30, 21, 6],
        [330, 9, 2025, "maths", 1, 1, 1],
    ]
    done = load(season, KIND, csv_of(HISTORY, *rows))
    assert (done.counts["added"], done.changes[0].what) == (2, "2 figures")
    assert FormerResults.objects.filter(school=season.school).count() == 2
    again = read(season, KIND, csv_of(HISTORY, *rows))
    assert (again.preview["nothing"], again.preview["left_out"]) == (True, {"left_out_unknown_school": 1})


def test_figures_that_cannot_be_are_told(season: Season) -> None:
    rows = [
        [330, 2001, 2024, "Reading", 30, 31, 5],
        [330, 2001, "last", "Reading", 30, 20, 5],
        [330, 2001, 1066, "Reading", 30, 20, 5],
        [330, 2001, 2024, "", 30, 20, 5],
        [330, 2001, 2024, "Maths", 30, 20, 5],
        [330, 2001, 2024, "Maths", 31, 20, 5],
    ]
    assert faults(read(season, KIND, csv_of(HISTORY, *rows))) == [
        (2, "exs_plus", "row_order"), (3, "year", "row_count"), (4, "year", "row_year"), (5, "subject", "row_subject"),
        (7, "eligible", "row_figures_twice"),
    ]  # fmt: skip
