"""The one way to write: a transaction with its events, the chain's end taken as the last statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction

from muster.portal.audit.models import Chain, Event
from muster.portal.audit.seals import seal_of
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor

INSTANCE = "instance"
"""The chain of what belongs to no authority."""

Fact = str | int | bool | None | list[str]


class UnrecordedAction(Exception):
    """An action wrote without saying what it did: a fault of ours, and nothing was written."""


class Action:
    """An action under way: says what it did. Its events are written when the outermost action ends."""

    def __init__(self, actor: Actor, chain: str) -> None:
        self.actor = actor
        self.chain = chain
        self.events: list[Event] = []

    def record(
        self, verb: str, subject: models.Model | None = None, *, school: str = "", chain: str = "", **facts: Fact
    ) -> None:
        """Say what was done: a verb such as "school.added", the row it was done to, and facts without pupils' names.

        `school` is the public id of the school concerned; `chain` another authority's, where the action spans several.
        """
        if self.actor.acting:
            facts["acting"] = self.actor.acting
        self.events.append(
            Event(
                chain=chain or self.chain,
                at=clock.now(),
                verb=verb,
                actor_kind=self.actor.kind,
                actor=self.actor.public_id,
                actor_name=self.actor.name,
                subject_kind=(subject._meta.model_name or "") if subject is not None else "",  # noqa: SLF001 - Django's name
                subject=getattr(subject, "public_id", "") if subject is not None else "",
                school=school,
                facts=facts,
            )
        )


_under_way: ContextVar[Action | None] = ContextVar("action", default=None)


@contextmanager
def action(actor: Actor, authority: str = INSTANCE) -> Iterator[Action]:
    """Write in one transaction with its events; `authority` is the public id whose chain they join.

    An action inside an action joins it. Raises UnrecordedAction, and writes nothing, where nothing was recorded.
    """
    outer, inner = _under_way.get(), Action(actor, authority)
    with transaction.atomic():
        token = _under_way.set(inner)
        try:
            yield inner
        finally:
            # Before the commit: what runs on it is not part of this action, and must not join it.
            _under_way.reset(token)
        _close(inner, outer)


def _close(inner: Action, outer: Action | None) -> None:
    if not inner.events:
        raise UnrecordedAction("An action must record what it did.")
    if outer is not None:
        outer.events.extend(inner.events)
        return
    for chain in sorted({event.chain for event in inner.events}):
        _append(chain, [event for event in inner.events if event.chain == chain])


def _append(chain: str, events: list[Event]) -> None:
    """Number and seal the events behind the chain's end, which is locked from here to the transaction's end."""
    end = Chain.objects.select_for_update(no_key=True).filter(name=chain).first()
    if end is None:
        Chain.objects.bulk_create([Chain(name=chain)], ignore_conflicts=True)
        end = Chain.objects.select_for_update(no_key=True).get(name=chain)
    for event in events:
        end.length += 1
        event.number = end.length
        event.seal = end.seal = seal_of(event, end.seal)
    Event.objects.bulk_create(events)
    Chain.objects.filter(pk=end.pk).update(length=end.length, seal=end.seal)
