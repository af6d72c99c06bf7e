"""Which school a row means: by its seven figures, by its number within the authority, or by its URN."""

from muster.formats.reference_rows import Values
from muster.portal.casework.tables.found import Found
from muster.portal.organisations.models import Authority, School
from muster.portal.rolls.school_numbers import Schools


class SchoolOfRow:
    """Completes rows with their school's number, and looks the school up."""

    def __init__(self, authority: Authority, schools: Schools) -> None:
        self._la = authority.la
        self._schools = schools
        self._numbers = {school.urn: number for number, school in schools.items() if school.number == number}

    def complete(self, values: Values) -> Values:
        """The row with the authority's own number where it names none, and the school's where it gives a URN alone."""
        by_urn = self._numbers.get(values["urn"]) if not (values["dfe"] or values["estab"]) else None
        if by_urn is not None:
            return values | {"dfe": by_urn, "la": "", "estab": ""}
        estab = values["estab"]
        if estab.isdecimal() and len(estab) <= 4:
            return values | {"la": values["la"] or self._la, "estab": estab.zfill(4)}
        return values

    def find(self, found: Found, row: int, number: str) -> School | None:
        """The school of seven figures; a fault of the row where there is none."""
        school = self._schools.get(number)
        if school is None:
            found.fault(row, "estab", "row_school_unknown", number=number)
        return school
