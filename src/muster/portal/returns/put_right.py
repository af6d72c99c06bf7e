"""Who pupils are by now: as the school sent them, or as the authority has put it right since."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from muster.portal.returns.models import IdentityCorrection, Result

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Present(TypedDict):
    """What `with_present` adds to a result."""

    present: int
    present_child: str


def with_present(rows: QuerySet[Result]) -> "QuerySet[WithAnnotations[Result, Present]]":
    """The results with `present`, the key of the identity that holds by now, and `present_child`, its child's id."""
    latest = IdentityCorrection.objects.filter(result=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        present=Coalesce(Subquery(latest.values("after_id")[:1]), F("identity_id"), output_field=BigIntegerField()),
        present_child=Coalesce(Subquery(latest.values("after__child__public_id")[:1]), F("child__public_id")),
    )
