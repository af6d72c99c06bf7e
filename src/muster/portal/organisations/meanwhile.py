"""Whoever comes second is told who was first."""

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.records import Record
from muster.portal.foundation.refusals import Changed


def changed_meanwhile(chain: str, row: Record) -> Changed:
    """That somebody was first: who changed the row last and when, as the authority's trail has it."""
    last = Event.objects.filter(chain=chain, subject=row.public_id).order_by("-number").first()
    who, when = (last.actor_name, last.at) if last else ("Somebody", row.made_at)
    return Changed("changed", who=who, when=clock.in_words(when))
