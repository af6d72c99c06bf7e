"""What would be published now."""

from collections.abc import Iterator, Sequence

from muster.portal.collecting.models import Collection
from muster.portal.publishing.due import made_of
from muster.portal.publishing.finals import Final, finals_of
from muster.portal.publishing.policies import why_left_out
from muster.portal.returns.models import Return


def publishable(collection: Collection, returns: Sequence[str] | None = None) -> Iterator[tuple[Return, Final]]:
    """Of these returns, named by their public ids, or of all: those whose newest final reports may be published now.

    Left out are those that are published, or will be at an hour that was set. Four queries.
    """
    finals, rows = finals_of(collection), Return.objects.filter(request__collection=collection)
    chosen = rows if returns is None else rows.filter(public_id__in=list(returns))
    made = made_of(rows)
    for one in chosen.filter(pk__in=list(finals)).select_related("school").order_by("pk"):
        final = finals[one.pk]
        if final.released is None and not why_left_out(one, final.built_from, made.get(one.pk, "")):
            yield one, final
