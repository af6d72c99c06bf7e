"""Examples of the actions on an authority's own people and matters."""

from functools import partial

from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions import details, revoking
from tests.everything.example import Example

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
_DETAILS = details.Details("Northshire", "Data and performance", "team@a.example", "01632 960002", "#0b5345")

EXAMPLES: dict[str, Example] = {
    "organisations.actions.details.change_details": Example(
        lambda s: partial(details.change_details, ACTOR, s.authority, 1, _DETAILS), ("authority.changed",)
    ),
    "organisations.actions.revoking.revoke": Example(
        lambda s: partial(revoking.revoke, ACTOR, s.authority, s.reader),
        ("person.revoked", "person.sessions_ended", "membership.ended"),
    ),
}  # fmt: skip
