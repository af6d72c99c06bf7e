"""The pupils expected of a school that was merged into another."""

from collections.abc import Sequence

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import School
from muster.portal.rolls.models import ExpectedPupil, SchoolRoll


def move_roll(actor: Actor, gone: School, into: School, collections: Sequence[Collection]) -> int:
    """Expect the pupils of one school at another, in these collections; how many. One event.

    A pupil who is expected at both is expected once, as the other school's roll has them.
    """
    moved = 0
    with action(actor, gone.authority.public_id) as act:
        for collection in collections:
            moved += _moved(collection, gone, into)
        act.record("roll.moved", into, school=into.public_id, merged=gone.public_id, pupils=moved)
    return moved


def _moved(collection: Collection, gone: School, into: School) -> int:
    theirs = ExpectedPupil.objects.filter(collection=collection, school=gone)
    there = ExpectedPupil.objects.filter(collection=collection, school=into)
    theirs.filter(child__in=there.values("child")).delete()
    moved = theirs.update(school=into)
    rolls = {one.school_id: one for one in SchoolRoll.objects.filter(collection=collection, school__in=[gone, into])}
    from_roll = rolls.get(gone.pk)
    if from_roll is None:
        return 0
    SchoolRoll.objects.filter(pk=from_roll.pk).update(pupils=0, revision=from_roll.revision + 1)
    own = rolls.get(into.pk) or SchoolRoll(
        authority=into.authority, collection=collection, school=into, revision=0,
        load_id=from_roll.load_id, taken_on=from_roll.taken_on,
    )  # fmt: skip
    own.pupils, own.revision = there.count(), own.revision + 1
    own.save()
    return moved
