"""Matches settled between two authorities: each says what it says, writes to the other, and either undoes it."""

from typing import NamedTuple

from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.duplicates.across_policies import check_message, check_settling, check_undo_across, check_writing
from muster.portal.duplicates.across_sealing import close_message
from muster.portal.duplicates.across_sides import agreed_of
from muster.portal.duplicates.actions.forgetting import forget_matches
from muster.portal.duplicates.actions.giving_way import count_again, give_way
from muster.portal.duplicates.models import Agreement, Match, MatchMessage
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Changed

_FITS = {
    (Match.View.OURS, Match.View.THEIRS): (Match.Outcome.OURS, Match.Outcome.THEIRS),
    (Match.View.THEIRS, Match.View.OURS): (Match.Outcome.THEIRS, Match.Outcome.OURS),
    (Match.View.NOT_SAME, Match.View.NOT_SAME): (Match.Outcome.NOT_SAME, Match.Outcome.NOT_SAME),
}
"""The views of both sides that settle a match, and what it then is on either."""


class _Sides(NamedTuple):
    """Both sides of a match, locked, and whether the agreement holds still."""

    ours: Match
    theirs: Match
    holds: bool


def say_view(actor: Actor, match: Match, seen: int, view: Match.View) -> Match:
    """Say what this authority says of a match; the other is shown it. Where both agree that is settled at once.

    The side that gives way then counts the pupil no more; no school is told. `seen` is the revision that the officer
    saw. An event on either chain. Raises Changed where somebody of either side was first, Refusal where it is settled,
    or the agreement was ended.
    """
    with action(actor, match.authority.public_id) as act:
        sides = _locked(match, seen)
        check_settling(sides.ours, holds=sides.holds)
        said = {"view": view, "view_by_name": actor.name, "view_at": clock.now()}
        Match.objects.filter(pk=match.pk).update(**said)
        ours, theirs = _moved(actor, sides)
        outcomes = _FITS.get((Match.View(ours.view), Match.View(theirs.view))) if theirs.view else None
        for side, outcome in zip((ours, theirs), outcomes or (), strict=False):
            Match.objects.filter(pk=side.pk).update(outcome=outcome)
        struck = _strike(actor, ours, theirs, outcomes)
        settled = outcomes is not None
        act.record("match.said", ours, view=view, settled=settled, struck=struck[0])
        chain = theirs.authority.public_id
        act.record("match.said_by_other", theirs, chain=chain, settled=settled, struck=struck[1])
    match.refresh_from_db()
    return match


def write_about(actor: Actor, match: Match, text: str) -> MatchMessage:
    """Write to the other authority about a match: each side keeps a copy that is closed with its own key.

    An event on either chain, without the text. Raises Refusal where it is empty or long, or the agreement was ended.
    """
    check_message(text)
    with action(actor, match.authority.public_id) as act:
        sides = _locked(match, None)
        check_writing(holds=sides.holds)
        own, copy = (_message(actor, side, text, is_ours=side is sides.ours) for side in sides[:2])
        MatchMessage.objects.bulk_create([own, copy])
        act.record("match.written", sides.ours)
        act.record("match.written_by_other", sides.theirs, chain=sides.theirs.authority.public_id)
    return own


def undo_match(actor: Actor, match: Match, seen: int) -> bool:
    """Open a settled match again: whoever gave way counts the pupil again, and this side has said nothing.

    Once the agreement was ended only the side that gave way can, and the match is then forgotten on both; gives whether
    it is still there. An event on either chain. Raises Changed where somebody was first, Refusal where nothing is
    settled.
    """
    with action(actor, match.authority.public_id) as act:
        sides = _locked(match, seen)
        check_undo_across(sides.ours, holds=sides.holds)
        lifted = count_again(actor, sides.ours)
        others = count_again(SYSTEM, sides.theirs) if sides.holds else 0
        Match.objects.filter(pk=match.pk).update(view="", view_by_name="", view_at=None)
        Match.objects.filter(pair=match.pair).update(outcome=Match.Outcome.OPEN)
        _moved(actor, sides)
        act.record("match.undone", sides.ours, lifted=lifted)
        chain = sides.theirs.authority.public_id
        act.record("match.undone_by_other", sides.theirs, chain=chain, lifted=others)
        if not sides.holds:
            forget_matches(Match.objects.filter(pair=match.pair))
    return sides.holds


def _locked(match: Match, seen: int | None) -> _Sides:
    """Both sides as they are now, locked until the transaction ends, the agreement before them. Raises Changed."""
    agreement = Agreement.objects.select_related("authority", "other").get(pk=match.agreement_id)
    holds = agreed_of(agreement, locked=True) is not None
    rows = Match.objects.filter(pair=match.pair).select_related("authority", "collection", "child", "agreement")
    found = {one.pk: one for one in rows.select_for_update(no_key=True, of=("self",)).order_by("pk")}
    ours = found.pop(match.pk, None)
    if ours is None:
        raise Changed("match_forgotten")
    if seen is not None and ours.revision != seen:
        when = clock.in_words(ours.changed_at or ours.made_at)
        raise Changed("changed", who=ours.changed_by_name or "Somebody", when=when)
    (theirs,) = found.values()
    return _Sides(ours, theirs, holds)


def _moved(actor: Actor, sides: _Sides) -> tuple[Match, Match]:
    """Both sides one revision on, as they are in the database."""
    changed = {"changed_at": clock.now(), "changed_by_name": actor.name}
    Match.objects.filter(pair=sides.ours.pair).update(revision=F("revision") + 1, **changed)
    for side in sides[:2]:
        side.refresh_from_db(fields=("revision", "view", "outcome", *changed))
    return sides.ours, sides.theirs


def _strike(
    actor: Actor, ours: Match, theirs: Match, outcomes: tuple[Match.Outcome, Match.Outcome] | None
) -> tuple[int, int]:
    """Let the side that gives way strike its claims; gives at how many schools of ours, and of theirs."""
    if outcomes is None or Match.Outcome.THEIRS not in outcomes:
        return 0, 0
    if outcomes[0] == Match.Outcome.THEIRS:
        return give_way(actor, ours), 0
    return 0, give_way(SYSTEM, theirs)


def _message(actor: Actor, side: Match, text: str, *, is_ours: bool) -> MatchMessage:
    row = MatchMessage(authority_id=side.authority_id, match=side, is_ours=is_ours, by_name=actor.name)
    row.sealed = close_message(row, text, vault_of(side.authority.public_id))
    return row
