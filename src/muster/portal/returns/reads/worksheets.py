"""What has been typed and not been checked yet."""

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.listing import Listed, Listing, listed
from muster.portal.returns.models import Cell, Return, Version, Worksheet
from muster.portal.returns.sealing import opened

_FIRST = 1
"""The revision of a worksheet in which nobody has typed yet."""


class Typed(msgspec.Struct, frozen=True):
    """A value that somebody typed, and when, in words."""

    value: str
    by_name: str
    when: str


class Sheet(msgspec.Struct, frozen=True):
    """The worksheet of a return: its revision, and what is typed by listing and field."""

    revision: int = _FIRST
    cells: dict[tuple[Listing, str], Typed] = {}

    def typed(self, listing: Listing, field: str) -> str:
        """What is typed in a pupil's field; "" where nothing is."""
        found = self.cells.get((listing, field))
        return found.value if found else ""


class Waiting(msgspec.Struct, frozen=True):
    """How many typed values wait to be checked, and how many of those are of pupils who are not in the version."""

    number: int
    elsewhere: int


def sheet_of(scope: Scope, school_return: Return) -> Sheet:
    """What is typed for a return; an empty sheet where nobody has typed, or the scope does not reach it."""
    if not school_return.pk:
        return Sheet()
    rows = scope.within(Worksheet.objects.filter(school_return=school_return), school="school_return__school")
    found = rows.first()
    if found is None:
        return Sheet()
    vault = vault_of(school_return.authority.public_id)
    cells = found.cells.select_related("child").order_by("pk")
    return Sheet(
        found.revision,
        {
            ((cell.child.public_id, cell.nth), cell.field): Typed(
                opened(cell, "value", cell.sealed, str, vault), cell.by_name, clock.in_words(cell.at)
            )
            for cell in cells
        },
    )


def pupils_listed(scope: Scope, version: Version) -> Listed:
    """The pupils of a version as cells tell them. Raises LookupError where the scope does not reach it."""
    rows = scope.within(Version.objects.filter(pk=version.pk), school="school_return__school")
    if not rows.exists():
        raise LookupError("The version is out of the scope.")
    return listed(version)


def waiting(scope: Scope, school_return: Return) -> Waiting:
    """How much is typed and not checked yet; nothing is opened."""
    rows = Cell.objects.filter(worksheet__school_return=school_return.pk)
    cells = scope.within(rows, school="worksheet__school_return__school").values_list("child_id", flat=True)
    typed = list(cells) if school_return.pk else []
    version = school_return.version
    if not typed or version is None:
        return Waiting(len(typed), len(typed))
    there = set(version.results.values_list("child_id", flat=True))
    return Waiting(len(typed), sum(child not in there for child in typed))
