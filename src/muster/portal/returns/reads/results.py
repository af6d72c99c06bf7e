"""The pupils of a version with their results."""

import msgspec

from muster.portal.foundation.scope import Level, Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.claims import struck_here
from muster.portal.returns.models import Result, Version
from muster.portal.returns.put_right import with_present


class PupilResult(msgspec.Struct, frozen=True):
    """A pupil of a version: the row, the child's key, and who it is; `who` is None once the pupil was erased.

    Both are as the authority has put them right since. `is_struck` says that the pupil is counted at another school;
    of a protected pupil no school is told so.
    """

    row: Result
    child: str
    is_protected: bool
    who: IdentityRecord | None
    is_struck: bool = False


def results_of(scope: Scope, version: Version) -> list[PupilResult]:
    """The version's pupils with their results, in the file's order."""
    rows = scope.within(Result.objects.filter(version=version), school="version__school_return__school")
    present = with_present(rows)
    identities = opened(Identity.objects.filter(pk__in=present.values("present")))
    is_of_school = scope.level is Level.SCHOOL
    found = []
    for row in present.annotate(is_struck=struck_here()).select_related("child").order_by("place"):
        identity = identities[row.present]
        is_protected = identity.is_protected or row.child.protected
        is_struck = row.is_struck and not (is_of_school and is_protected)
        found.append(PupilResult(row, identity.child, is_protected, identity.record, is_struck))
    return found
