"""Sharing agreements with other authorities: recorded by each side, ended by either."""

from datetime import date

import msgspec
from django.db import IntegrityError
from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.duplicates.across_policies import check_agreement
from muster.portal.duplicates.across_sides import agreed_of
from muster.portal.duplicates.actions.forgetting import forget_keys, forget_matches
from muster.portal.duplicates.models import Agreement, Match
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import Authority


class Recording(msgspec.Struct, frozen=True):
    """What is recorded of an agreement: the other authority's three digits, its reference, and the day it was made."""

    la: str
    reference: str
    agreed_on: date


def record_agreement(actor: Actor, authority: Authority, recording: Recording) -> Agreement:
    """Record that a sharing agreement with another authority holds, for this authority's side alone.

    Pupils are compared once the other side has recorded it too. An event on either chain. Raises Refusal where there is
    no such authority here, it is one's own, or the day is to come; Changed where somebody has recorded it already.
    """
    other = _other(authority, recording.la)
    check_agreement(recording.reference, recording.agreed_on)
    row = Agreement(authority=authority, other=other, reference=recording.reference.strip())
    row.agreed_on, row.recorded_by_name = recording.agreed_on, actor.name
    try:
        with action(actor, authority.public_id) as act:
            row.save(force_insert=True)
            holds = agreed_of(row) is not None
            act.record("agreement.recorded", row, holds=holds, neighbour=other.la)
            act.record("agreement.recorded", row, chain=other.public_id, holds=holds, neighbour=authority.la)
    except IntegrityError as fault:
        raise _recorded(authority, other) from fault
    return row


def end_agreement(actor: Actor, agreement: Agreement, seen: int) -> None:
    """End the agreement for both sides: keys that were made for it are deleted now, and so is what was not settled.

    What was settled stays as it is, and either side still reads its own part. An event on either chain. Raises Changed
    where somebody, of either side, has ended it already.
    """
    with action(actor, agreement.authority.public_id) as act:
        agreed = agreed_of(agreement, locked=True)
        alone = Agreement.objects.select_for_update(no_key=True, of=("self",)).select_related("authority", "other")
        sides = list(agreed) if agreed else [alone.get(pk=agreement.pk)]
        if sides[0].ended_at or sides[0].revision != seen:
            raise _ended(sides[0])
        for side in sides:
            keys, matches = _close(actor, agreement.authority, side)
            act.record("agreement.ended", side, chain=side.authority.public_id, keys=keys, matches=matches)


def _close(actor: Actor, by: Authority, side: Agreement) -> tuple[int, int]:
    """End one side; gives how many keys, and how many matches that were not settled, went with it."""
    Agreement.objects.filter(pk=side.pk).update(
        ended_at=clock.now(), ended_by=by, ended_by_name=actor.name, revision=F("revision") + 1
    )
    unsettled = Match.objects.filter(agreement=side, outcome=Match.Outcome.OPEN)
    return forget_keys([side]), forget_matches(unsettled)


def _other(authority: Authority, la: str) -> Authority:
    if la == authority.la:
        raise Refusal("agreement_with_oneself")
    other = Authority.objects.filter(la=la).first()
    if other is None:
        raise Refusal("agreement_nobody", la=la)
    return other


def _recorded(authority: Authority, other: Authority) -> Changed:
    row = Agreement.objects.get(authority=authority, other=other, ended_at=None)
    return Changed("agreement_recorded", other=other.name, who=row.recorded_by_name, when=clock.in_words(row.made_at))


def _ended(row: Agreement) -> Changed:
    who, when = row.ended_by_name or row.recorded_by_name, clock.in_words(row.ended_at or row.made_at)
    return Changed("agreement_ended", who=who, when=when)
