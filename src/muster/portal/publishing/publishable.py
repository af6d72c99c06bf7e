"""What would be published now."""

from collections.abc import Iterator, Sequence

from muster.portal.benchmarks.reads.comparing import Comparing
from muster.portal.collecting.models import Collection
from muster.portal.publishing.due import made_of
from muster.portal.publishing.finals import Final, finals_of
from muster.portal.publishing.policies import why_left_out
from muster.portal.returns.models import Return


def publishable(collection: Collection, returns: Sequence[str] | None = None) -> Iterator[tuple[Return, Final]]:
    """Of these returns, named by their public ids, or of all: those whose newest final reports may be published now.

    Left out are those that are published, or will be at an hour that was set. Seven queries at most.
    """
    finals, rows = finals_of(collection), Return.objects.filter(request__collection=collection)
    chosen = rows if returns is None else rows.filter(public_id__in=list(returns))
    made, opened = made_of(rows), Comparing(collection).opened
    for one in chosen.filter(pk__in=list(finals)).select_related("school").order_by("pk"):
        final = finals[one.pk]
        is_stale = final.is_stale(made.get(one.pk, ""), opened)
        if final.released is None and not why_left_out(one, is_stale=is_stale):
            yield one, final
