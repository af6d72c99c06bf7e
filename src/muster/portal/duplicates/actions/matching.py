"""Matches opened where keys of two authorities agree, closed where they do so no more; kept as they were settled."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from muster.portal.audit.action import Action, action
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.across_keys import pairs_of
from muster.portal.duplicates.across_rows import rows_by_child
from muster.portal.duplicates.across_sides import Agreed, agreed_of, compared
from muster.portal.duplicates.actions.giving_way import give_way
from muster.portal.duplicates.actions.mails import tell_of_match
from muster.portal.duplicates.models import Agreement, Match
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.public_ids import new_public_id

Pair = tuple[int, int]
"""The keys of two children, ours and theirs."""


class _Found(NamedTuple):
    """Pairs of children that have no match yet, with what says so; matches whose keys agree no more, or again."""

    new: dict[Pair, list[str]]
    gone: list[str]
    back: list[str]


def match_pupils(actor: Actor, agreement: Agreement) -> int:
    """Open a match for each two children newly found to be one, and close those that are none any more.

    A match that was settled stays settled: whatever the schools of the side that gave way have sent of the pupil since
    is struck too. Gives how many matches this was about; an event on either chain, none where nothing has changed.
    """
    with transaction.atomic():
        agreed = agreed_of(agreement, locked=True)
        if agreed is None:
            return 0
        years = [compared(side.authority) for side in agreed]
        found = _found(agreed, years[0])
        late = [(side, match) for side, year in zip(agreed, years, strict=True) for match in _late(side, year)]
        if not (any(found) or late):
            return 0
        with action(actor, agreement.authority.public_id) as act:
            if any(found):
                _apply(act, agreed, years, found)
            for side, match in late:
                act.record("match.held", match, chain=side.authority.public_id, claims=give_way(actor, match))
    return sum(map(len, found)) + len(late)


def _apply(act: Action, agreed: Agreed, years: Sequence[Collection | None], found: _Found) -> None:
    _open(agreed, years, found.new)
    _set_live(found.gone, is_live=False)
    _set_live(found.back, is_live=True)
    new, gone, back = map(len, found)
    for side in agreed:
        act.record("matches.found", side, chain=side.authority.public_id, found=new, gone=gone, back=back)
        if found.new:
            tell_of_match(side.authority)


def _found(agreed: Agreed, year: Collection | None) -> _Found:
    said, held = pairs_of(agreed), _held(agreed, year)
    live = {pair: match for pair, match in held.items() if match.is_live}
    return _Found(
        new={pair: kinds for pair, kinds in said.items() if pair not in held},
        gone=[match.pair for pair, match in live.items() if pair not in said] + _of_other_years(agreed, year),
        back=[match.pair for pair, match in held.items() if pair in said and not match.is_live],
    )


def _held(agreed: Agreed, year: Collection | None) -> dict[Pair, Match]:
    """The matches of the year that is compared, by their two children."""
    theirs = dict(Match.objects.filter(agreement=agreed.theirs).values_list("pair", "child"))
    rows = Match.objects.filter(agreement=agreed.ours, collection=year)
    return {(row.child_id, theirs[row.pair]): row for row in rows}


def _of_other_years(agreed: Agreed, year: Collection | None) -> list[str]:
    rows = Match.objects.filter(agreement=agreed.ours, is_live=True)
    return list(rows.exclude(collection=year).values_list("pair", flat=True))


def _late(agreement: Agreement, year: Collection | None) -> list[Match]:
    """The matches in which this side gave way, and its schools have sent of the pupil what is counted still."""
    if year is None:
        return []
    lost = Match.objects.filter(agreement=agreement, collection=year, outcome=Match.Outcome.THEIRS)
    matches = list(lost.select_related("child", "collection", "authority"))
    sent = rows_by_child(year, matches)
    return [one for one in matches if any(not row.is_struck for row in sent.get(one.child_id, []))]


def _open(agreed: Agreed, years: Sequence[Collection | None], new: dict[Pair, list[str]]) -> None:
    rows = [row for children, kinds in new.items() for row in _sides(agreed, years, children, kinds)]
    Match.objects.bulk_create(rows)


def _sides(agreed: Agreed, years: Sequence[Collection | None], children: Pair, kinds: list[str]) -> list[Match]:
    pair = new_public_id()
    return [
        Match(authority=side.authority, agreement=side, pair=pair, collection=year, child_id=child, reasons=kinds)
        for side, year, child in zip(agreed, years, children, strict=True)
        if year is not None
    ]


def _set_live(pairs: list[str], *, is_live: bool) -> None:
    Match.objects.filter(pair__in=pairs).update(is_live=is_live)
