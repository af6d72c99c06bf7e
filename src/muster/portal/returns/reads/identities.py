"""Who the pupils of results are: as the file said, put right where the authority has corrected it since."""

from collections.abc import Iterable

from muster.portal.foundation.scope import Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened
from muster.portal.returns.models import Result
from muster.portal.returns.put_right import with_present


def identities_of(scope: Scope, results: Iterable[Result]) -> dict[int, OpenIdentity]:
    """By each result's key who the pupil is, the authority's latest correction first. Two queries, however many.

    What leaves the authority is told of pupils by this alone; a signature is over what the school sent.
    """
    rows = Result.objects.filter(pk__in=[row.pk for row in results])
    present = with_present(scope.within(rows, school="version__school_return__school"))
    by_result = dict(present.values_list("pk", "present"))
    identities = opened(Identity.objects.filter(pk__in=set(by_result.values())))
    return {key: identities[identity] for key, identity in by_result.items()}
