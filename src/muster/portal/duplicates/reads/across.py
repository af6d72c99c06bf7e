"""Pupils whom another authority has too, as this one's officers see them: their own pupil, and the other's name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from muster.portal.duplicates.across_rows import OwnRow, rows_by_child
from muster.portal.duplicates.across_sealing import text_of
from muster.portal.duplicates.across_sides import holding
from muster.portal.duplicates.across_view import WAITING, AcrossView, Written, state_of
from muster.portal.duplicates.models import Match, MatchMessage
from muster.portal.duplicates.reads.waiting import WaitingCases
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class _Beside(TypedDict):
    """What a match is read with: what the other side says, and whether the agreement holds."""

    their_view: str
    holds: bool


if TYPE_CHECKING:
    _Match = WithAnnotations[Match, _Beside]


def matches_of(scope: Scope) -> list[AcrossView]:
    """What is to be settled, and what was, in the latest year of which there is anything, with the pupils' names.

    For officers and whoever may look at pupils. What either side no longer sends, or has protected, is not to be
    settled, and not shown.
    """
    rows = list(_shown(scope).order_by("pk"))
    latest = max((row.collection.year for row in rows), default=0)
    return _views([row for row in rows if row.collection.year == latest])


def match_at(scope: Scope, public_id: str) -> AcrossView | None:
    """The match with this public id; None where it is not the authority's, or not shown."""
    return next(iter(_views(list(_shown(scope).filter(public_id=public_id)))), None)


def written_about(scope: Scope, match: Match) -> list[Written]:
    """What officers of both sides wrote about the match, the oldest first: this side's copies."""
    rows = MatchMessage.objects.filter(match=match).select_related("authority").order_by("pk")
    return [
        Written(row.by_name, row.is_ours, row.made_at, text_of(row, vault_of(row.authority.public_id)))
        for row in scope.within(rows, school=None)
    ]


def waiting_across(scope: Scope) -> WaitingCases:
    """How many matches wait for this side's officers, and since when. One query."""
    rows = _shown(scope).filter(outcome=Match.Outcome.OPEN)
    since = [row.changed_at or row.made_at for row in rows if state_of(row, row.their_view) in WAITING]
    return WaitingCases(len(since), min(since, default=None))


def _shown(scope: Scope) -> "QuerySet[_Match]":
    theirs = Match.objects.filter(pair=OuterRef("pair")).exclude(pk=OuterRef("pk"))
    to_settle = Q(is_live=True, child__protected=False, holds=True, hidden=False)
    rows = Match.objects.annotate(
        their_view=Subquery(theirs.values("view")[:1]),
        holds=Exists(holding().filter(pk=OuterRef("agreement"))),
        hidden=Exists(theirs.filter(child__protected=True)),
    ).filter(to_settle | ~Q(outcome=Match.Outcome.OPEN))
    joined = rows.select_related("authority", "agreement__other", "collection", "child")
    return scope.within(joined, school=None)


def _views(rows: "list[_Match]") -> list[AcrossView]:
    """The matches with this side's pupils, opened. Five queries for those of one collection, however many."""
    sent: dict[int, list[OwnRow]] = {}
    for collection in {row.collection for row in rows}:
        sent |= rows_by_child(collection, [row for row in rows if row.collection == collection])
    who = _who(rows, sent)
    return [
        AcrossView(
            match=row,
            other=row.agreement.other,
            their_view=row.their_view or "",
            rows=tuple(sent.get(row.child_id, ())),
            who=who.get(row.child_id),
            holds=row.holds,
        )
        for row in rows
    ]


def _who(rows: Iterable[Match], sent: dict[int, list[OwnRow]]) -> dict[int, IdentityRecord]:
    """By child's key who it is: as it was sent, else as was said last."""
    children = [row.child_id for row in rows]
    said = dict(Identity.objects.filter(child__in=children).order_by("pk").values_list("child", "pk"))
    present = said | {child: own[-1].present for child, own in sent.items()}
    identities = opened(Identity.objects.filter(pk__in=set(present.values())))
    records = {child: identities[key].record for child, key in present.items()}
    return {child: record for child, record in records.items() if record is not None}
