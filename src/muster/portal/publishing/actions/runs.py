"""Final reports asked for: of all accepted returns, or of some."""

from collections.abc import Sequence

from django.db import IntegrityError

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Refusal
from muster.portal.publishing.accepted import accepted_returns
from muster.portal.publishing.models import Run, RunReturn

WORK = "report runs"
"""The name under which runs are worked off."""

AT_A_TIME = 25
"""So many returns of a run, then others have their turn."""

_WORKERS = 2
"""So many workers share a run from its beginning."""


def begin_run(actor: Actor, collection: Collection, requests: Sequence[str] | None = None) -> Run:
    """Have final reports made of all accepted returns of the collection, or of those to these requests. One event.

    `requests` are public ids. Of reports that would be as the newest are, none is made. Raises Refusal where nothing
    of that is accepted, or final reports are being made already.
    """
    found = list(accepted_returns(collection, requests))
    if not found:
        raise Refusal("run_nothing")
    try:
        with action(actor, collection.authority.public_id) as act:
            run = Run.objects.create(
                authority=collection.authority, collection=collection, by=actor.public_id, by_name=actor.name
            )
            RunReturn.objects.bulk_create(
                RunReturn(authority=collection.authority, run=run, school_return=one) for one in found
            )
            for _ in range(_WORKERS if len(found) > AT_A_TIME else 1):
                nudge(WORK, run.public_id)
            act.record("reports.run_begun", run, collection=collection.public_id, schools=len(found))
    except IntegrityError as fault:
        raise _under_way(collection) from fault
    return run


def _under_way(collection: Collection) -> Refusal:
    run = Run.objects.filter(collection=collection).order_by("-pk").first()
    who, when = (run.by_name, run.made_at) if run else ("Somebody", clock.now())
    return Refusal("run_under_way", who=who, when=clock.in_words(when))
