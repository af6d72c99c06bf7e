"""Which audit chains tell of a person: those of every authority that they have to do with."""

from muster.portal.audit.action import INSTANCE, Action
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.models import Membership, Person


def chains_of(person: Person) -> list[str]:
    """The public ids of the authorities of the person's memberships; the installation's chain where there is none."""
    rows = Membership.objects.filter(person=person, ended_at__isnull=True)
    return sorted(set(rows.values_list("authority__public_id", flat=True))) or [INSTANCE]


def record_of(act: Action, verb: str, person: Person, chains: list[str], **facts: str) -> None:
    """Say in each of the person's chains what was done."""
    for chain in chains:
        act.record(verb, person, chain=chain, **facts)


def themselves(person: Person) -> Actor:
    """The person, acting on their own account."""
    return Actor(ActorKind.PERSON, person.public_id, person.name)
