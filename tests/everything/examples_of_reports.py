"""An example of every action on reports."""

from functools import partial

from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.publishing.actions import asking, releasing, reminding, runs, taking
from muster.portal.publishing.models import Edition, Release
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, collect
from tests.portal.publishing.given import accepted_schools, late, published, run
from tests.portal.publishing.made import confirm_and_make, newest
from tests.portal.returned import accepted
from tests.portal.season import Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")


def _made(season: Season) -> Edition:
    collected = collect(season)
    collected.send()
    confirm_and_make(collected)
    return newest(collected)


def _final(season: Season) -> Collected:
    (collected,) = accepted_schools(season)
    run(collected)
    return collected


def _release(season: Season) -> Release:
    return releasing.release(ACTOR, _final(season).collection)


def _held(season: Season) -> Release:
    asked = _release(season)
    (taken,) = leases.take(Release.objects.select_related("authority", "collection__authority").filter(pk=asked.pk))
    return taken


def _asking(season: Season) -> Call:
    (collected,) = accepted_schools(season)
    kept = collected.school_return()

    def ask() -> object:
        with clock.at(late(collected.collection)):
            return asking.ask_for_reports(ACTOR, kept, season.head)

    return ask


def _begun(season: Season) -> Call:
    collected = collect(season)
    accepted(collected)
    return partial(runs.begin_run, ACTOR, collected.collection)


EXAMPLES: dict[str, Example] = {
    "publishing.actions.asking.ask_for_reports": Example(_asking, ("enquiry.opened", "reports.asked_late")),
    "publishing.actions.releasing.release": Example(
        lambda s: partial(releasing.release, ACTOR, _final(s).collection), ("reports.release_set",)
    ),
    "publishing.actions.releasing.call_off": Example(
        lambda s: partial(releasing.call_off, ACTOR, _release(s)), ("reports.release_called_off",)
    ),
    "publishing.actions.releasing.publish": Example(
        lambda s: partial(releasing.publish, ACTOR, _held(s)),
        ("report.published", "reports.announced", "reports.announced_to_schools", "reports.released"),
    ),
    "publishing.actions.reminding.remind_unfetched": Example(
        lambda s: partial(reminding.remind_unfetched, ACTOR, published(s).collection),
        ("reports.reminded", "reports.reminded_of"),
    ),
    "publishing.actions.runs.begin_run": Example(_begun, ("reports.run_begun",)),
    "publishing.actions.taking.record_taken": Example(
        lambda s: partial(taking.record_taken, ACTOR, _made(s)), ("report.taken",)
    ),
}
