"""Who the pupils of results are: as the file said, put right where the authority has corrected it since."""

from collections.abc import Iterable

from muster.portal.foundation.scope import Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened
from muster.portal.returns.models import IdentityCorrection, Result


def identities_of(scope: Scope, results: Iterable[Result]) -> dict[int, OpenIdentity]:
    """By each result's key who the pupil is, the authority's latest correction first. Three queries, however many.

    What leaves the authority is told of pupils by this alone; a signature is over what the school sent.
    """
    rows = {row.pk: row.identity_id for row in results}
    corrected = IdentityCorrection.objects.filter(result__in=rows).order_by("pk")
    within = scope.within(corrected, school="result__version__school_return__school")
    by_result = rows | dict(within.values_list("result_id", "after_id"))
    reached = scope.within(Result.objects.filter(pk__in=rows), school="version__school_return__school")
    keys = set(reached.values_list("pk", flat=True))
    identities = opened(Identity.objects.filter(pk__in={by_result[key] for key in keys}))
    return {key: identities[identity] for key, identity in by_result.items() if key in keys}
