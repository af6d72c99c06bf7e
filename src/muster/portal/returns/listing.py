"""The pupils of a version as cells of a worksheet tell them: by child, and how often the child came before."""

from collections import Counter

import msgspec

from muster.portal.foundation.crypto import vault_of
from muster.portal.returns.models import Result, Version
from muster.portal.returns.sealing import content_of
from muster.records import PupilRecord, ResultsFile

Listing = tuple[str, int]
"""A child's public id, and 0 for its first entry in the file, 1 for the second."""


class Listed(msgspec.Struct, frozen=True):
    """A version's records, and where each listing stands among them: `places` by listing, in the file's order."""

    file: ResultsFile
    places: dict[Listing, int]
    children: dict[Listing, int]

    @property
    def listings(self) -> dict[int, Listing]:
        """The listing at each place."""
        return {place: listing for listing, place in self.places.items()}

    def record(self, listing: Listing) -> PupilRecord:
        """The pupil's record; raises KeyError where the version has no such pupil."""
        return self.file.pupils[self.places[listing]]


def listed(version: Version) -> Listed:
    """The pupils of a version, open. Whoever calls has settled who may see them."""
    rows = Result.objects.filter(version=version).order_by("place").values_list("place", "child__public_id", "child_id")
    seen: Counter[str] = Counter()
    places: dict[Listing, int] = {}
    children: dict[Listing, int] = {}
    for place, child, key in rows:
        listing = (child, seen[child])
        seen[child] += 1
        places[listing], children[listing] = place, key
    return Listed(content_of(version, vault_of(version.authority.public_id)), places, children)
