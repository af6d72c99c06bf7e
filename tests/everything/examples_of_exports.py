"""An example of every action on exports."""

from functools import partial

from muster.portal.casework.actions import exporting
from muster.portal.casework.models import Export
from muster.portal.foundation import clock, work
from muster.portal.foundation.actor import Actor, ActorKind
from tests.everything.example import Call, Example
from tests.portal.collected import collect
from tests.portal.season import Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
_WANTED = exporting.Wanted(Export.Kind.RESULTS, Export.Form.CSV)


def _asked(season: Season) -> Export:
    collected = collect(season)
    collected.send()
    return exporting.ask_for_export(ACTOR, collected.collection, _WANTED)


def _made(season: Season) -> Export:
    work.do("exports", _asked(season).public_id)
    return Export.objects.select_related("authority").get()


def _old(season: Season) -> Call:
    def later() -> object:
        with clock.at(made.erase_at or clock.now()):
            return exporting.erase_old()

    made = _made(season)
    return later


EXAMPLES: dict[str, Example] = {
    "casework.actions.exporting.ask_for_export": Example(
        lambda s: partial(exporting.ask_for_export, ACTOR, collect(s).collection, _WANTED), ("export.asked",)
    ),
    "casework.actions.exporting.record_taken": Example(
        lambda s: partial(exporting.record_taken, ACTOR, _made(s)), ("export.taken",)
    ),
    "casework.actions.exporting.erase_export": Example(
        lambda s: partial(exporting.erase_export, ACTOR, _made(s)), ("export.erased",)
    ),
    "casework.actions.exporting.erase_old": Example(_old, ("export.erased",)),
}
