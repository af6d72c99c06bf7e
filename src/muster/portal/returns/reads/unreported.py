"""The accepted returns whose schools have no published reports of what is in force, by collection."""

from datetime import datetime, timedelta

import msgspec
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return

_FOLLOWED = timedelta(weeks=8)
"""So long after the last week of term it is still said: what was never published then is not going to be."""


class Unreported(msgspec.Struct, frozen=True):
    """How many such returns a collection has, named by its public id, and since when the first has waited."""

    collection: str
    number: int
    since: datetime


def unreported(scope: Scope) -> list[Unreported]:
    """Those of results alone, until eight weeks into the holidays. One query, however many returns."""
    ours = {"kind": Collection.Kind.KS1, "last_week__gt": clock.today() - _FOLLOWED}
    rows = Return.objects.filter(in_force=InForce.ACCEPTED, **{f"request__collection__{by}": ours[by] for by in ours})
    lacking = rows.filter(Q(reported=None) | ~Q(reported=F("confirmed")))
    by_collection = scope.within(lacking, school="school").order_by().values_list("request__collection__public_id")
    found = by_collection.annotate(Count("pk"), since=Min(Coalesce(F("changed_at"), F("made_at"))))
    return [Unreported(*one) for one in found]
