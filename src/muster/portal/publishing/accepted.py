"""The accepted returns of a collection: those that final reports are made of."""

from collections.abc import Sequence

from django.db.models import QuerySet

from muster.portal.collecting.models import Collection
from muster.portal.publishing.due import in_force
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return


def accepted_returns(collection: Collection, requests: Sequence[str] | None = None) -> QuerySet[Return]:
    """All of them, or those to these requests, named by their public ids."""
    rows = in_force().filter(request__collection=collection, in_force=InForce.ACCEPTED)
    return rows if requests is None else rows.filter(request__public_id__in=list(requests))
