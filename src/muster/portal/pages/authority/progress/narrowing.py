"""Schools narrowed by words, officer, trust, system and area, wherever they are listed."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from muster.formats.names import fold
from muster.portal.organisations.models import Person, School
from muster.portal.pages.authority.progress.place_in_list import NONE, InList

Choices = list[tuple[str, str]]


class Looked(msgspec.Struct, frozen=True):
    """A school, and the officer who looks after it."""

    school: School
    officer: Person | None

    @property
    def trust(self) -> str:
        """Its trust's name, "" where it has none."""
        return self.school.trust.name if self.school.trust else ""


Row = TypeVar("Row", bound=Looked)


class Offered(msgspec.Struct, frozen=True):
    """What a list can be narrowed to: value and words, by name. Where there is no choice a list is empty."""

    officers: Choices
    trusts: Choices
    systems: Choices
    areas: Choices


def offered(rows: Iterable[Looked]) -> Offered:
    """What occurs among the rows."""
    every = list(rows)
    officers = {(one.officer.public_id, one.officer.name) for one in every if one.officer}
    trusts = {(one.school.trust.public_id, one.trust) for one in every if one.school.trust}
    systems = {(one.school.mis, one.school.mis) for one in every if one.school.mis}
    areas = {(area, area) for one in every for area in one.school.areas}
    return Offered(
        officers=_by_words(officers, "Nobody"),
        trusts=_by_words(trusts, "In no trust"),
        systems=_by_words(systems, "Not known"),
        areas=_by_words(areas, "In no area"),
    )


def within(where: InList, choices: Offered) -> InList:
    """The place without what is not there to be chosen: no list hides schools by what its form cannot say."""
    return msgspec.structs.replace(
        where,
        officer=_known(where.officer, choices.officers),
        trust=_known(where.trust, choices.trusts),
        system=_known(where.system, choices.systems),
        area=_known(where.area, choices.areas),
    )


def narrowed(rows: Sequence[Row], where: InList) -> list[Row]:
    """Those that fit the place, whatever their state."""
    words = [fold(word) for word in where.search.split()]
    return [one for one in rows if _fits(one, where) and all(word in _said(one) for word in words)]


def _known(value: str, choices: Choices) -> str:
    return value if any(value == known for known, _ in choices) else ""


def _by_words(found: set[tuple[str, str]], none: str) -> Choices:
    return [*sorted(found, key=lambda one: fold(one[1])), (NONE, none)] if found else []


def _fits(row: Looked, where: InList) -> bool:
    school, officer = row.school, row.officer
    return (
        _is(where.officer, officer.public_id if officer else "")
        and _is(where.trust, school.trust.public_id if school.trust else "")
        and _is(where.system, school.mis)
        and (not where.area or where.area in school.areas or (where.area == NONE and not school.areas))
    )


def _is(wanted: str, value: str) -> bool:
    return not wanted or wanted == (value or NONE)


def _said(row: Looked) -> str:
    school = row.school
    return fold(" ".join((school.name, school.number, school.urn, row.trust, *school.areas)))
