"""How far somebody may see: the first argument of every read."""

from enum import StrEnum
from typing import TypeVar

import msgspec
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Level(StrEnum):
    """Whose eyes it is: an officer's over an authority, a school's (or several), nobody's, or the machine's."""

    SYSTEM = "system"
    AUTHORITY = "authority"
    SCHOOL = "school"
    NOBODY = "nobody"


class Scope(msgspec.Struct, frozen=True):
    """The one authority, and within it all (`AUTHORITY`) or only some schools; ids are public ids.

    A trust's lead has the trust's schools, as `SCHOOL`. `SYSTEM` is for the machine's own work over every authority.
    """

    level: Level
    authority: str = ""
    schools: frozenset[str] = frozenset()

    def within(
        self, rows: QuerySet[Row], *, authority: str = "authority", school: str | None = "school"
    ) -> QuerySet[Row]:
        """Only the rows that the scope reaches; `authority` and `school` are the paths to them from a row.

        Rows that belong to no school (`school` None) are an officer's alone.
        """
        if self.level is Level.SYSTEM:
            return rows
        if self.level is Level.NOBODY:
            return rows.none()
        own = rows.filter(**{f"{authority}__public_id": self.authority})
        if self.level is Level.AUTHORITY:
            return own
        return own.filter(**{f"{school}__public_id__in": self.schools}) if school else own.none()


NOBODY = Scope(Level.NOBODY)
EVERYTHING = Scope(Level.SYSTEM)
