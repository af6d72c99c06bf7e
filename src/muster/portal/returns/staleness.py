"""Which returns were checked beside something that has gone on since: computed from the revisions, kept nowhere."""

from typing import TypeVar

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from muster.portal.collecting.models import Request, Waiver
from muster.portal.foundation import clock
from muster.portal.returns.models import IdentityCorrection, Return
from muster.portal.rolls.models import FormerResults, SchoolRoll

_Row = TypeVar("_Row", FormerResults, Waiver)
_HELD = ("roll", "history", "collection", "school", "waivers", "identities")


def stale_rows() -> QuerySet[Return]:
    """The returns with something received whose findings are older than what they were made beside.

    Those alone that can still move: their collection is not closed, and the school takes part. Who a pupil is can be
    put right at any time, so that what is confirmed is checked again for that after the close too.
    """
    moving = Q(request__participation=Request.Participation.ASKED, request__collection__closes_at__gt=clock.now())
    corrected = IdentityCorrection.objects.order_by().values("result__version__school_return")
    rows = Return.objects.exclude(newest=None, confirmed=None).filter(moving | Q(pk__in=corrected))
    stale = _beside_now(rows).exclude(**{f"had_{name}": F(f"has_{name}") for name in _HELD})
    return stale.filter(moving | ~Q(had_identities=F("has_identities")))


def due(limit: int) -> list[str]:
    """The public ids of so many returns to be checked again, in no order: one that cannot be keeps no other waiting."""
    return list(stale_rows().order_by("?").values_list("public_id", flat=True)[:limit])


def with_revisions(rows: QuerySet[Return]) -> QuerySet[Return]:
    """With the revision of each thing that a return stands beside, as it is now (`has_`): 0 where there is none."""
    roll = SchoolRoll.objects.filter(collection=OuterRef("request__collection"), school=OuterRef("school"))
    own = _revisions(FormerResults.objects.filter(school=OuterRef("school")))
    merged = _revisions(FormerResults.objects.filter(school__merged_into=OuterRef("school")), "school__merged_into")
    waivers = _revisions(Waiver.objects.filter(collection=OuterRef("request__collection"), school=OuterRef("school")))
    corrections = IdentityCorrection.objects.filter(result__version__school_return=OuterRef("pk")).order_by()
    corrected = corrections.values("result__version__school_return").annotate(number=Count("pk")).values("number")
    return rows.annotate(
        has_roll=Coalesce(Subquery(roll.values("revision")[:1]), 0),
        has_history=own + merged,
        has_collection=F("request__collection__revision"),
        has_school=F("school__revision"),
        has_waivers=waivers,
        has_identities=Coalesce(Subquery(corrected), 0),
    )


def _beside_now(rows: QuerySet[Return]) -> QuerySet[Return]:
    """With each revision as it was at the check (`had_`, -1 where none was kept) and as it is now (`has_`)."""
    had = {f"had_{name}": Coalesce(Cast(KT(f"checked_with__{name}"), IntegerField()), -1) for name in _HELD}
    return with_revisions(rows).annotate(**had)


def _revisions(rows: QuerySet[_Row], school: str = "school") -> Coalesce:
    """The sum of the revisions of rows of one school; 0 where there is none."""
    return Coalesce(Subquery(rows.order_by().values(school).annotate(total=Sum("revision")).values("total")), 0)
