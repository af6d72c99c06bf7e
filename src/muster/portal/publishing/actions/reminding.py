"""Schools reminded that their reports wait."""

from collections.abc import Sequence

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.rendering import Fact
from muster.portal.publishing.models import FetchReminder
from muster.portal.publishing.unfetched import unfetched_returns
from muster.portal.returns.actions.messages import Told, tell


def remind_unfetched(actor: Actor, collection: Collection, returns: Sequence[str] | None = None) -> Told:
    """Remind the schools of these returns, or all, that have not fetched their published reports. Once a day at most.

    `returns` are public ids. One event a school, and one with the counts. Raises Refusal where nobody is left to
    remind today.
    """
    with action(actor, collection.authority.public_id) as act:
        Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)  # two at once wait for each other
        found = unfetched_returns(collection, returns)
        due = [one for one in found if one.reminded_on != clock.today()]
        if not due:
            raise Refusal("unfetched_nobody")
        FetchReminder.objects.bulk_create(
            FetchReminder(
                authority=collection.authority, school_return=one.school_return, day=clock.today(), by_name=actor.name
            )
            for one in due
        )
        requests = [one.school_return.request for one in due]
        unreached = tell("report_waiting", requests, _facts(requests), clock.today().isoformat())
        away = {school.pk for school in unreached}
        for one in requests:
            act.record("reports.reminded", one, school=one.school.public_id, reached=one.school_id not in away)
        told = Told(tuple(requests), len(found) - len(due), tuple(unreached))
        act.record("reports.reminded_of", collection, reminded=len(due), passed_over=told.passed_over)
    return told


def _facts(requests: Sequence[Request]) -> dict[int, dict[str, Fact]]:
    return {one.pk: {"urn": one.school.urn} for one in requests}
