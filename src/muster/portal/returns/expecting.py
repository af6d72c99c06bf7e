"""Who of a roll is expected in a collection: the one rule."""

from datetime import date

from msgspec.structs import replace

from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import framework_of, settings_of
from muster.records import Roll, RollEntry
from muster.rules.roll_match import expected_entries

Plain = tuple[str, str, date | None]
"""What decides it: NC year, enrolment status, and the last day on the roll."""


class Expecting:
    """Whether pupils are expected, told from what the roll says and nobody's name; each answer is worked out once."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._known: dict[Plain, bool] = {}

    def expects(self, nc_year: str, status: str, left: date | None) -> bool:
        """Whether the roll's entry is of the collection's year, and did not leave before the test period."""
        key = (nc_year, status, left)
        if key not in self._known:
            nobody = RollEntry(la="", estab="", upn="", surname="", forename="", nc_year=nc_year)
            entry = replace(nobody, enrol_status=status, leaving_date=left)
            self._known[key] = bool(wanted(Roll(self._collection.test_period_from, (entry,)), self._collection))
        return self._known[key]


def wanted(roll: Roll, collection: Collection) -> list[RollEntry]:
    """The entries that are expected: without those of other years, and those who left before the test period."""
    nc_year, settings = framework_of(collection.year).nc_year, settings_of(collection)
    return expected_entries(roll, nc_year, settings, collection.test_period_from)
