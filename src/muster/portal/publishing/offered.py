"""What would be published now, and what of it cannot be."""

from collections.abc import Sequence

import msgspec
from django.db.models import Q

from muster.portal.collecting.models import Collection
from muster.portal.publishing.due import made_of
from muster.portal.publishing.finals import Final, finals_of
from muster.portal.publishing.models import Released
from muster.portal.publishing.policies import why_left_out
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return


class LeftOut(msgspec.Struct, frozen=True):
    """A return whose reports cannot be published now, and why in words."""

    school_return: Return
    why: str


class ToPublish(msgspec.Struct, frozen=True):
    """The returns whose newest final reports would be published, by school's name, and those left out.

    Returns whose newest final reports are published, or will be, are in neither.
    """

    ready: tuple[tuple[Return, Final], ...]
    left_out: tuple[LeftOut, ...]


def to_publish(collection: Collection, returns: Sequence[str] | None = None) -> ToPublish:
    """Of these returns, named by their public ids, or of all that are accepted or have final reports. Four queries."""
    finals, made = finals_of(collection), made_of(Return.objects.filter(request__collection=collection))
    ready, left_out = [], []
    for one in _asked_for(collection, returns, finals):
        final = finals.get(one.pk)
        if final is not None and final.released is not None:
            continue
        why = why_left_out(one, final.built_from if final else "", made.get(one.pk, ""))
        if final is not None and not why:
            ready.append((one, final))
        else:
            left_out.append(LeftOut(one, Released.LeftOut(why).label))
    return ToPublish(tuple(ready), tuple(left_out))


def _asked_for(collection: Collection, returns: Sequence[str] | None, finals: dict[int, Final]) -> list[Return]:
    rows = Return.objects.filter(request__collection=collection).select_related("school", "request")
    known = Q(in_force=InForce.ACCEPTED) | Q(pk__in=list(finals))
    chosen = rows.filter(known) if returns is None else rows.filter(public_id__in=list(returns))
    return list(chosen.order_by("school__name", "school__urn"))
