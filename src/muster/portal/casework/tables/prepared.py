"""A table made ready: what is wrong with it, and how it is loaded."""

from collections.abc import Callable

import msgspec

from muster.portal.casework.tables.found import Found
from muster.portal.foundation.actor import Actor

MOST_CHANGES = 500


class Change(msgspec.Struct, frozen=True, array_like=True):
    """What a load does to a school: its name, and what in a few words."""

    school: str
    what: str


class Loaded(msgspec.Struct, frozen=True):
    """What a load came to: counts by "added", "changed", "unchanged", "gone" and the like, and school by school."""

    counts: dict[str, int]
    changes: tuple[Change, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether everything was there already."""
        return not any(count for name, count in self.counts.items() if name in CHANGING)


CHANGING = ("added", "changed", "gone", "merged")


class Prepared(msgspec.Struct, frozen=True):
    """What was found in a table, and its load, to be called within a transaction where there are no faults.

    `due` is what the load comes to, where that is known without trying it.
    """

    found: Found
    load: Callable[[Actor], Loaded]
    due: Loaded | None = None


def counted(count: int, one: str, several: str) -> str:
    """How many of what, in words."""
    return f"{count:,} {one if count == 1 else several}"
