"""Examples of what officers do with each other's work."""

from functools import partial

from muster.portal.casework.actions import assignments
from muster.portal.foundation.actor import Actor, ActorKind
from tests.everything.example import Example

_ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")

EXAMPLES: dict[str, Example] = {
    "casework.actions.assignments.assign_schools": Example(
        lambda s: partial(
            assignments.assign_schools, _ACTOR, s.authority, s.officer, {s.school.public_id: 0, s.academy.public_id: 0}
        ),
        ("school.assigned", "school.assigned", "schools.assigned"),
    ),
}
