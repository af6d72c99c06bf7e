"""An example of every action on reports."""

from functools import partial

from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.publishing.actions import taking
from muster.portal.publishing.models import Edition
from tests.everything.example import Example
from tests.portal.collected import collect
from tests.portal.publishing.made import confirm_and_make, newest
from tests.portal.season import Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")


def _made(season: Season) -> Edition:
    collected = collect(season)
    collected.send()
    confirm_and_make(collected)
    return newest(collected)


EXAMPLES: dict[str, Example] = {
    "publishing.actions.taking.record_taken": Example(
        lambda s: partial(taking.record_taken, ACTOR, _made(s)), ("report.taken",)
    ),
}
