"""What children are called, as a school said last: for pages that name only some of them."""

from collections.abc import Iterable

from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Result, Return
from muster.portal.returns.reads.identities import identities_of


def names_of(scope: Scope, school_return: Return, children: Iterable[str]) -> dict[str, str]:
    """Forename and surname by the child's public id; none of a child that the return never had, or who was erased."""
    wanted = list(children)
    if not wanted:
        return {}
    sent = Result.objects.filter(version__school_return=school_return.pk, child__public_id__in=wanted)
    rows = scope.within(sent, school="version__school_return__school")
    # The highest key is the newest result.
    listed = list(rows.select_related("child").order_by("pk"))
    who = identities_of(scope, listed)
    named = ((row.child.public_id, who[row.pk].record) for row in listed)
    return {child: record.name for child, record in named if record}
