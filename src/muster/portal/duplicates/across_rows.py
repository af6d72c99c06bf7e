"""What an authority's own schools send of pupils whom another authority has too."""

from collections.abc import Iterable

import msgspec
from django.db.models import Q

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.models import Match
from muster.portal.foundation.matching import one_of_keys
from muster.portal.organisations.models import School
from muster.portal.returns.claims import claims, struck_here
from muster.portal.returns.models import IdentityCorrection, Result, Return
from muster.portal.returns.put_right import with_present

_JOINED = ("child", "version__school_return__request__school", "version__school_return__request__authority")


class OwnRow(msgspec.Struct, frozen=True):
    """A pupil's row in what counts at a school, the key of who it is by now, and whether it is counted no more."""

    row: Result
    present: int
    is_struck: bool

    @property
    def school_return(self) -> Return:
        """The return that it is in."""
        return self.row.version.school_return

    @property
    def school(self) -> School:
        """The school that sent it."""
        return self.school_return.request.school


def rows_of(match: Match) -> list[OwnRow]:
    """The rows that count of the match's own child, as the child is by now."""
    return rows_by_child(match.collection, [match]).get(match.child_id, [])


def rows_by_child(collection: Collection, matches: Iterable[Match]) -> dict[int, list[OwnRow]]:
    """The same of many matches of one collection, by child's key. One query."""
    own = {one.child.public_id: one.child_id for one in matches}
    wanted = one_of_keys(own.values())
    corrected = IdentityCorrection.objects.filter(after__child__in=wanted).values("result")
    rows = claims(collection).filter(Q(child__in=wanted) | Q(pk__in=corrected))
    joined = with_present(rows).annotate(is_struck=struck_here()).select_related(*_JOINED).defer("version__sealed")
    found: dict[int, list[OwnRow]] = {}
    for row in joined.order_by("pk"):
        if row.present_child in own:
            found.setdefault(own[row.present_child], []).append(OwnRow(row, row.present, row.is_struck))
    return found
