"""Keys made for an agreement as returns change, and whom they say two authorities share: the machine's own work."""

from django.db import transaction
from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.across_keys import Due, due, keys_of
from muster.portal.duplicates.across_sides import Agreed, agreed_of, compared, holding
from muster.portal.duplicates.actions.forgetting import forget_keys
from muster.portal.duplicates.actions.matching import match_pupils
from muster.portal.duplicates.models import AcrossKey, Agreement, KeyedReturn
from muster.portal.foundation import work
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.foundation.inserting import insert

WORK = "compare with another authority"
_AT_A_TIME = 20
"""Returns keyed in one transaction."""


def none_of_its_own(_limit: int) -> list[str]:
    """No agreement is due by itself: telling takes a look at all its returns, which the chore takes once a minute."""
    return []


def compare_all() -> None:
    """Compare every two authorities whose agreement holds; what fails of one keeps no other waiting."""
    for public_id in list(holding().filter(authority__lt=F("other")).values_list("public_id", flat=True)):
        work.do(WORK, public_id)


def compare_two(public_id: str) -> None:
    """Bring the keys of both sides up to their returns as they are now, then the matches up to the keys.

    `public_id` is that of either side's record.
    """
    side = holding().filter(public_id=public_id).first()
    agreed = agreed_of(side) if side else None
    if agreed is None:
        return
    for one in agreed:
        while make_keys(SYSTEM, one):
            pass
    match_pupils(SYSTEM, agreed.ours)


def make_keys(actor: Actor, agreement: Agreement) -> int:
    """Key anew some returns that have gone on since, and forget those that count no more; gives how many there were.

    0 where nothing is left to do, or the agreement does not hold. One event.
    """
    with transaction.atomic():
        agreed = agreed_of(agreement, locked=True)
        collection = compared(agreement.authority)
        found = _some(due(agreed, collection)) if agreed else Due({}, [])
        if agreed is None or not found:
            return 0
        with action(actor, agreement.authority.public_id) as act:
            returns = [*found.stale, *found.gone]
            removed = forget_keys([agreed.ours], returns)
            made = _keep(agreed, collection, found.stale) if collection else 0
            act.record("across_keys.made", agreed.ours, returns=len(returns), keys=made, removed=removed)
    return len(returns)


def _some(found: Due) -> Due:
    return Due(dict(list(found.stale.items())[:_AT_A_TIME]), found.gone)


def _keep(agreed: Agreed, collection: Collection, stale: dict[int, str]) -> int:
    owner = agreed.ours.authority_id
    returns = {
        key: KeyedReturn(authority_id=owner, agreement=agreed.ours, school_return_id=key, built_from=told)
        for key, told in stale.items()
    }
    insert(KeyedReturn, list(returns.values()))
    keys = [
        AcrossKey(authority_id=owner, keyed=returns[one.school_return], child_id=one.child, kind=one.kind, key=one.key)
        for one in keys_of(agreed, collection, stale)
    ]
    insert(AcrossKey, keys)
    return len(keys)
