"""The pupils of a version with their results."""

import msgspec

from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.models import Result, Version
from muster.portal.returns.put_right import with_present


class PupilResult(msgspec.Struct, frozen=True):
    """A pupil of a version: the row, the child's key, and who it is; `who` is None once the pupil was erased.

    Both are as the authority has put them right since.
    """

    row: Result
    child: str
    is_protected: bool
    who: IdentityRecord | None


def results_of(scope: Scope, version: Version) -> list[PupilResult]:
    """The version's pupils with their results, in the file's order."""
    rows = scope.within(Result.objects.filter(version=version), school="version__school_return__school")
    present = with_present(rows)
    identities = opened(Identity.objects.filter(pk__in=present.values("present")))
    found = []
    for row in present.order_by("place"):
        identity = identities[row.present]
        found.append(PupilResult(row, identity.child, identity.is_protected, identity.record))
    return found
