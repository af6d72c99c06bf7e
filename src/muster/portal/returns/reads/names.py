"""What children are called, as a school said last: for pages that name only some of them."""

from collections.abc import Iterable

from muster.portal.foundation.scope import Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.models import Result, Return


def names_of(scope: Scope, school_return: Return, children: Iterable[str]) -> dict[str, str]:
    """Forename and surname by the child's public id; none of a child that the return never had, or who was erased."""
    wanted = list(children)
    if not wanted:
        return {}
    sent = Result.objects.filter(version__school_return=school_return.pk, child__public_id__in=wanted)
    rows = scope.within(sent, school="version__school_return__school")
    found = opened(Identity.objects.filter(results__in=rows))
    # The highest key is the newest identity.
    named = ((one.child, one.record) for _, one in sorted(found.items()))
    return {child: f"{record.forename} {record.surname}".strip() for child, record in named if record}
