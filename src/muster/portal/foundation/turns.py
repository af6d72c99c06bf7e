"""Turns: what only one process may do at a time, taken by name for a while."""

from datetime import timedelta

from django.db.models import Q

from muster.portal.foundation import clock
from muster.portal.foundation.models import Turn


def take_turn(name: str, owner: str, lasting: timedelta) -> bool:
    """Have the turn from now on for so long, or keep it; False while another has it."""
    now = clock.now()
    Turn.objects.bulk_create([Turn(name=name)], ignore_conflicts=True)
    free = Q(owner="") | Q(owner=owner) | Q(until=None) | Q(until__lte=now)
    return bool(Turn.objects.filter(free, name=name).update(owner=owner, until=now + lasting))


def give_turn_back(name: str, owner: str, *, done: bool = False) -> None:
    """Let the next have it at once; `done` notes that it was done to its end."""
    fields: dict[str, object] = {"owner": "", "until": None}
    Turn.objects.filter(name=name, owner=owner).update(**(fields | ({"done_at": clock.now()} if done else {})))


def is_due(name: str, every: timedelta) -> bool:
    """Whether it was never done to its end, or longer ago than this."""
    return not Turn.objects.filter(name=name, done_at__gt=clock.now() - every).exists()
