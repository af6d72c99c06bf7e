"""Which schools were given final reports that nobody there has fetched. For reads and actions."""

from collections.abc import Sequence
from datetime import date

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.publishing.fetched import fetched_in, reminded_in
from muster.portal.publishing.finals import released_in
from muster.portal.returns.models import Return


class Unfetched(msgspec.Struct, frozen=True):
    """A return whose newest published reports nobody of the school has fetched, and when it was last reminded."""

    school_return: Return
    reminded_on: date | None


def unfetched_returns(collection: Collection, returns: Sequence[str] | None = None) -> list[Unfetched]:
    """Of these returns, named by their public ids, or of all, by school's name. Four queries."""
    rows = Return.objects.filter(request__collection=collection)
    chosen = rows if returns is None else rows.filter(public_id__in=list(returns))
    released, fetched, reminded = released_in(collection), fetched_in(collection), reminded_in(collection)
    found = []
    for one in chosen.select_related("school", "request__school", "request__collection", "request__authority").order_by(
        "school__name", "pk"
    ):
        number = next((row.number for row in released.get(one.pk, []) if row.published_at is not None), None)
        if number is not None and (one.pk, number) not in fetched:
            at = reminded.get(one.pk)
            found.append(Unfetched(one, at.astimezone(LONDON).date() if at else None))
    return found
