"""Agreements that hold, and the two sides of each, told apart from those that one side alone has recorded."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.models import Agreement
from muster.portal.organisations.models import Authority


class Agreed(NamedTuple):
    """Both records of an agreement that holds: of the authority that one looks from, and of the other."""

    ours: Agreement
    theirs: Agreement

    @property
    def name(self) -> str:
        """What both sides have in common, and no other agreement: nor these two authorities, once it was ended."""
        return "|".join(sorted((self.ours.public_id, self.theirs.public_id)))


def holding() -> QuerySet[Agreement]:
    """The records of agreements that both sides have recorded and neither ended."""
    back = Agreement.objects.filter(authority=OuterRef("other"), other=OuterRef("authority"), ended_at=None)
    return Agreement.objects.filter(Exists(back), ended_at=None).select_related("authority", "other")


def agreed_of(agreement: Agreement, *, locked: bool = False) -> Agreed | None:
    """Both records, where the agreement holds now; locked until the transaction ends, where that is asked for."""
    pair = {agreement.authority_id, agreement.other_id}
    rows = Agreement.objects.filter(authority__in=pair, other__in=pair, ended_at=None)
    if locked:
        # In one order, whichever side locks.
        rows = rows.select_for_update(no_key=True, of=("self",))
    found = {one.pk: one for one in rows.select_related("authority", "other").order_by("pk")}
    ours = found.pop(agreement.pk, None)
    return Agreed(ours, *found.values()) if ours and found else None


def compared(authority: Authority) -> Collection | None:
    """The collection whose pupils are compared with other authorities': the latest of results that was opened."""
    rows = Collection.objects.filter(authority=authority, kind=Collection.Kind.KS1, opened_at__isnull=False)
    return rows.select_related("authority").order_by("-year").first()
