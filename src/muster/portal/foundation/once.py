"""Doing a thing once: double clicks, the back button, lost answers and repeated mail find the first outcome."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

import msgspec
from django.db import transaction

from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.models import DoneOnce
from muster.portal.foundation.refusals import Refusal

KEPT = timedelta(days=14)

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


class Outcome(msgspec.Struct, frozen=True):
    """What came of it, and whether this was a repeat of something done before."""

    value: Plain
    repeated: bool


def once(key: str, actor: Actor, digest: str, do: Callable[[], Plain]) -> Outcome:
    """Do it unless this actor has done it under this key; a repeat is told the first outcome.

    `do` runs in a transaction with the row that says so: where it raises, nothing is kept and it may be tried again.
    Two at once: the second waits for the first. `digest` stands for what was asked (`digest_of`); the same key with
    another digest raises Refusal("asked_otherwise"). Outcomes are plain values, without names, kept for 14 days.
    """
    with transaction.atomic():
        row, first = DoneOnce.objects.select_for_update(no_key=True).get_or_create(
            actor=_actor(actor), key=_hashed(key), defaults={"digest": digest}
        )
        if not first:
            return _again(row, digest)
        value = do()
        DoneOnce.objects.filter(pk=row.pk).update(outcome=value)
    return Outcome(value, repeated=False)


def digest_of(*parts: str | bytes) -> str:
    """The digest of what is asked: the same parts in the same order, and only they, give the same."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def new_key() -> str:
    """A new key, for a form's hidden field."""
    return secrets.token_urlsafe(18)


def sweep() -> int:
    """Forget what was done more than 14 days ago; how many rows that were."""
    return DoneOnce.objects.filter(made_at__lt=clock.now() - KEPT).delete()[0]


def _again(row: DoneOnce, digest: str) -> Outcome:
    if row.digest != digest:
        raise Refusal("asked_otherwise")
    return Outcome(row.outcome, repeated=True)


def _actor(actor: Actor) -> str:
    return f"{actor.kind.value}:{actor.public_id}"


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
