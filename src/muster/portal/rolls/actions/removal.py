"""What leaves the rolls: a file once it is no longer needed, and pupils who are erased."""

from collections.abc import Sequence

from django.db import transaction

from muster.portal.audit.action import action
from muster.portal.foundation import files
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Authority
from muster.portal.pupils.actions import erase
from muster.portal.pupils.models import Child
from muster.portal.rolls.models import ExpectedPupil, RollLoad


def forget_source(actor: Actor, load: RollLoad) -> None:
    """Delete the file that a roll came in; who loaded it, when, and its SHA-256 stay. Twice is as once."""
    with action(actor, load.authority.public_id) as act:
        held = RollLoad.objects.select_for_update(no_key=True).get(pk=load.pk)
        name = held.source
        RollLoad.objects.filter(pk=load.pk).update(source="")
        act.record("roll.source_deleted", load, sha256=held.source_sha256)
        if name:
            transaction.on_commit(lambda: files.delete(name))
    load.source = ""


def erase_pupils(actor: Actor, authority: Authority, children: Sequence[Child]) -> int:
    """Take these children out of every roll of the authority, empty their identities, and say how many rows went.

    The schools' counts of expected pupils stay as they were loaded. Files that rolls came in hold names too:
    `forget_source` deletes those.
    """
    with action(actor, authority.public_id) as act:
        rows, _ = ExpectedPupil.objects.filter(authority=authority, child__in=children).delete()
        erase(actor, authority, children)
        act.record("roll.pupils_erased", authority, pupils=rows)
    return rows
