"""Children of whom nothing is said across schools."""

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed
from muster.portal.pupils.models import Child


def protect(actor: Actor, child: Child, revision: int) -> None:
    """Let nothing be said of this child across schools from now on; what concerns it is settled by hand.

    `revision` is the one that the person saw; raises Changed where somebody else has changed the child since.
    """
    _set(actor, child, revision, protected=True)


def unprotect(actor: Actor, child: Child, revision: int) -> None:
    """Let the child be treated as any other again; raises Changed as `protect` does."""
    _set(actor, child, revision, protected=False)


def _set(actor: Actor, child: Child, revision: int, *, protected: bool) -> None:
    values = {"protected": protected, "protection_by_name": actor.name, "protection_at": clock.now()}
    with action(actor, child.authority.public_id) as act:
        seen = Child.objects.filter(pk=child.pk, revision=revision)
        if not seen.update(revision=revision + 1, **values):
            raise _changed(child)
        act.record("child.protected" if protected else "child.unprotected", child)
    child.refresh_from_db()


def _changed(child: Child) -> Changed:
    child.refresh_from_db()
    when = clock.in_words(child.protection_at or child.made_at)
    return Changed("changed", who=child.protection_by_name or "Somebody", when=when)
