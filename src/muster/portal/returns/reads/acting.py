"""Who acts, and has acted, for a school, and what they did."""

from collections import Counter
from datetime import datetime

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.acting import under_way
from muster.portal.returns.models import Acting
from muster.portal.returns.sealing import opened

_SAID = {
    "upload": ("sent a file", "sent {} files"),
    "hand_in": ("sent a file", "sent {} files"),
    "correct": ("changed results on screen", "changed results on screen {} times"),
    "explain": ("explained something, or said where a pupil is", "explained, or said where pupils are, {} times"),
}


class Acted(msgspec.Struct, frozen=True):
    """What an officer did for the school: who, when they began, how the school asked, what for, and what was done."""

    by_name: str
    at: datetime
    how: str
    reason: str
    done: tuple[str, ...]


def acting_now(scope: Scope, request: Request, person: str) -> Acting | None:
    """The person's acting for the school that is not over; `person` is a public id."""
    rows = scope.within(under_way(request, person), school="request__school").select_related("authority")
    return rows.first()


def acted_for(scope: Scope, request: Request) -> list[Acted]:
    """Everything that officers did for the school in this request, the latest first; reasons may name pupils."""
    rows = scope.within(Acting.objects.filter(request=request.pk), school="request__school").order_by("-pk")
    vault = vault_of(request.authority.public_id)
    return [
        Acted(
            row.by_name,
            row.made_at,
            row.get_how_display(),
            opened(row, "reason", row.sealed, str, vault),
            tuple(_said(row)),
        )
        for row in rows
        if row.did
    ]


def _said(row: Acting) -> list[str]:
    counts = Counter(str(done["move"]) for done in row.did)
    moves = ((counts[move], *words) for move, words in _SAID.items())
    return [once if number == 1 else often.format(number) for number, once, often in moves if number]
