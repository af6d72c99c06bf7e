"""Examples of chasing: reminders set, sent and called off, notes, and what schools say by telephone."""

from datetime import timedelta
from functools import partial

from muster.portal.casework.actions import notes, reminding, telephone
from muster.portal.casework.models import Reminding
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.returns.models import Return
from tests.everything.example import Call, Example
from tests.portal.collected import collect
from tests.portal.season import Season

_ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
_NOTHING = Reminding.To.NOTHING_SENT


def _collection(season: Season) -> Collection:
    return collect(season).collection


def _sent(season: Season) -> Call:
    reminding.set_reminding(_ACTOR, _collection(season), _NOTHING)
    (taken,) = leases.take(Reminding.objects.select_related("authority", "collection__authority"))
    return partial(reminding.send_reminding, _ACTOR, taken)


def _called_off(season: Season) -> Call:
    due = clock.now() + timedelta(days=2)
    return partial(
        reminding.call_off, _ACTOR, reminding.set_reminding(_ACTOR, _collection(season), _NOTHING, due_at=due)
    )


def _declined(season: Season) -> Request:
    request = collect(season).request
    return telephone.decline_on_word(_ACTOR, request, 1, "Ida Linzqxwood, head")


def _rejoined(season: Season) -> Call:
    request = _declined(season)
    return partial(telephone.rejoin_on_word, _ACTOR, request, Return.objects.get(request=request).revision)


EXAMPLES = {
    "casework.actions.notes.add_note": Example(
        lambda s: partial(notes.add_note, _ACTOR, collect(s).request, "Pupilzqxborn has measles", clock.today()),
        ("note.added",),
    ),
    "casework.actions.reminding.set_reminding": Example(
        lambda s: partial(reminding.set_reminding, _ACTOR, _collection(s), _NOTHING), ("reminding.set",)
    ),
    "casework.actions.reminding.set_suggested": Example(
        lambda s: partial(reminding.set_suggested, _ACTOR, _collection(s)), ("reminding.set",) * 3
    ),
    "casework.actions.reminding.call_off": Example(_called_off, ("reminding.called_off",)),
    "casework.actions.reminding.send_reminding": Example(
        _sent, ("school.reminded", "schools.reminded", "reminding.sent")
    ),
    "casework.actions.telephone.decline_on_word": Example(
        lambda s: partial(
            telephone.decline_on_word, _ACTOR, collect(s).request, 1, "Ida Linzqxwood, head", "Staff ill"
        ),
        ("request.declined", "request.declined_on_word"),
    ),
    "casework.actions.telephone.rejoin_on_word": Example(_rejoined, ("request.rejoined", "request.rejoined_on_word")),
}
