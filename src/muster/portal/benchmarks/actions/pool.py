"""An authority lets its results count in the pool of a year, and takes that back."""

from django.db import IntegrityError

from muster.portal.audit.action import action
from muster.portal.benchmarks.models import PoolMember
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal


def join_pool(actor: Actor, collection: Collection) -> PoolMember:
    """Let the collection's accepted results count from the next pool on. Raises Refusal where they do already."""
    member = PoolMember(authority=collection.authority, collection=collection, joined_by_name=actor.name)
    try:
        with action(actor, collection.authority.public_id) as act:
            member.save(force_insert=True)
            act.record("benchmarks.pool_joined", member, year=collection.year)
    except IntegrityError as fault:
        raise Refusal("pool_joined_already") from fault
    return member


def leave_pool(actor: Actor, member: PoolMember) -> None:
    """Let them count no more from the next pool on, and see the pool no more. Raises Changed where that was done."""
    with action(actor, member.authority.public_id) as act:
        ended = {"ended_at": clock.now(), "ended_by_name": actor.name}
        if not PoolMember.objects.filter(pk=member.pk, ended_at=None).update(**ended):
            member.refresh_from_db()
            when = clock.in_words(member.ended_at) if member.ended_at else ""
            raise Changed("pool_left", who=member.ended_by_name, when=when)
        act.record("benchmarks.pool_left", member, year=member.collection.year)
