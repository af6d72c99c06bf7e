"""The demonstration keeps away from real data: its accounts have a password that everybody knows."""

from django.conf import settings

from muster.portal.audit.models import Event
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority

DEMONSTRATION = Actor(ActorKind.SYSTEM, name="The demonstration")
LOADED = "demonstration.loaded"


def check_demonstration(making: Authority | None = None) -> None:
    """Raises Refusal where this is no demonstration, or the database holds an authority that it did not make.

    `making` is the authority that it is about to have made.
    """
    if not settings.DEMONSTRATION:
        raise Refusal("demonstration_off")
    made = set(Event.objects.filter(verb=LOADED).values_list("chain", flat=True))
    if making is not None:
        made.add(making.public_id)
    real = Authority.objects.exclude(public_id__in=made).first()
    if real is not None:
        raise Refusal("demonstration_beside_real", authority=real.name)


def loaded() -> Authority | None:
    """The authority that the demonstration made; None where it was not loaded yet."""
    made = Event.objects.filter(verb=LOADED).values_list("chain", flat=True)
    return Authority.objects.filter(public_id__in=list(made)).order_by("pk").first()
