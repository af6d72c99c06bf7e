"""The newest final reports of each return of a collection, and how far their publishing is. For reads and actions."""

from collections import defaultdict
from collections.abc import Set
from datetime import datetime

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.publishing.models import Edition, Released

_UNUSED = ("authority", "version", "sha256", "file", "paper")


class Final(msgspec.Struct, frozen=True):
    """A return's newest final reports: of which number, and each edition of it.

    `released` is what publishes or published them, with its release; None where nobody has asked for that.
    `published` is the newest that the school was given, which may be of an earlier number.
    """

    number: int
    editions: tuple[Edition, ...]
    released: Released | None = None
    published: Released | None = None

    @property
    def made_at(self) -> datetime:
        """When their making began."""
        return self.editions[0].made_at

    def is_stale(self, made_of: str, opened: Set[str]) -> bool:
        """Whether they tell of something that has changed, as `Edition.is_stale`; what a school has got stays open."""
        own = self.editions[0]
        return own.is_stale(made_of, frozenset(own.opened) if self.is_published else opened)

    @property
    def is_published(self) -> bool:
        """Whether the school has been given just these."""
        return self.released is not None and self.released.published_at is not None


def finals_of(collection: Collection) -> dict[int, Final]:
    """By the return's key its newest final reports; returns that have none are left out. Two queries."""
    rows = Edition.objects.filter(school_return__request__collection=collection, provisional=False)
    newest: defaultdict[int, list[Edition]] = defaultdict(list)
    for one in rows.defer(*_UNUSED).order_by("school_return_id", "-number", "-kind"):
        known = newest[one.school_return_id]
        if not known or known[0].number == one.number:
            known.append(one)
    released = released_in(collection)
    return {key: _final(tuple(editions), released[key]) for key, editions in newest.items()}


def released_in(collection: Collection) -> defaultdict[int, list[Released]]:
    """By the return's key what is to be published of it or was, the newest first, each with its release.

    What a release that was stopped could not publish is neither.
    """
    found: defaultdict[int, list[Released]] = defaultdict(list)
    rows = Released.objects.filter(release__collection=collection, release__stopped_at=None, left_out="")
    rows = rows.select_related("release")
    for one in rows.order_by("-number"):
        found[one.school_return_id].append(one)
    return found


def _final(editions: tuple[Edition, ...], released: list[Released]) -> Final:
    number = editions[0].number
    own = next((one for one in released if one.number == number), None)
    return Final(number, editions, own, next((one for one in released if one.published_at is not None), None))
