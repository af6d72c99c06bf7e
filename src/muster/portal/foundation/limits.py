"""Token buckets in the database: how often somebody may try something. They are never culled while they count."""

import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import transaction

from muster.portal.foundation import clock
from muster.portal.foundation.models import TokenBucket


class Bucket(msgspec.Struct, frozen=True):
    """A limit: so many tokens at most, of which `refill` come back a second."""

    capacity: float
    refill: float


class Allowance(msgspec.Struct, frozen=True):
    """The answer: whether it is allowed, the tokens left, and otherwise the seconds until it would be."""

    allowed: bool
    left: float
    wait: int = 0


_defined: dict[str, Bucket] = {}


def define(name: str, capacity: float, refill: float) -> str:
    """Make a limit known under its name, of at most 40 characters, and give the name back.

    `refill` is in tokens a second. Raises ValueError where the name already means something else.
    """
    bucket = Bucket(float(capacity), float(refill))
    if _defined.setdefault(name, bucket) != bucket:
        raise ValueError(f"The limit {name!r} is defined twice, differently.")
    return name


def take(name: str, key: str, amount: float = 1) -> Allowance:
    """Spend `amount` tokens of the bucket of this key, or nothing where it holds fewer.

    What is spent stays spent whatever becomes of the request, so this may not be called inside a transaction: it
    raises RuntimeError there. However many call at once, no token is spent twice. Keys are kept only as hashes.
    """
    bucket, now = _defined[name], clock.now()
    with transaction.atomic(durable=True):
        row = _locked(name, key, bucket, now)
        held = _held(row, bucket, now)
        if held < amount:
            return Allowance(False, held, _seconds(amount - held, bucket))
        _keep(row, held - amount, bucket, now)
    return Allowance(True, held - amount)


def give_back(name: str, key: str, amount: float = 1) -> None:
    """Give tokens back, such as those that a right password spent before it was known to be right."""
    bucket, now = _defined[name], clock.now()
    with transaction.atomic():
        row = _locked(name, key, bucket, now)
        _keep(row, min(bucket.capacity, _held(row, bucket, now) + amount), bucket, now)


def look(name: str, key: str, amount: float = 1) -> Allowance:
    """What `take` would answer now, without spending anything."""
    bucket = _defined[name]
    row = TokenBucket.objects.filter(name=name, key=_hashed(name, key)).first()
    held = bucket.capacity if row is None else _held(row, bucket, clock.now())
    return Allowance(held >= amount, held, 0 if held >= amount else _seconds(amount - held, bucket))


def sweep() -> int:
    """Delete the buckets that are full again, and so say nothing; how many they were."""
    return TokenBucket.objects.filter(full_at__lte=clock.now()).delete()[0]


def _locked(name: str, key: str, bucket: Bucket, now: datetime) -> TokenBucket:
    """The bucket's row, locked until the transaction ends; made full where there is none."""
    rows = TokenBucket.objects.select_for_update(no_key=True).filter(name=name, key=_hashed(name, key))
    while (row := rows.first()) is None:  # a sweep may delete it again before it is locked
        fresh = TokenBucket(name=name, key=_hashed(name, key), tokens=bucket.capacity, filled_at=now, full_at=now)
        TokenBucket.objects.bulk_create([fresh], ignore_conflicts=True)
    return row


def _held(row: TokenBucket, bucket: Bucket, now: datetime) -> float:
    gone = max(0.0, (now - row.filled_at).total_seconds())
    return min(bucket.capacity, row.tokens + gone * bucket.refill)


def _keep(row: TokenBucket, tokens: float, bucket: Bucket, now: datetime) -> None:
    full_at = now + timedelta(seconds=(bucket.capacity - tokens) / bucket.refill)
    TokenBucket.objects.filter(pk=row.pk).update(tokens=tokens, filled_at=now, full_at=full_at)


def _seconds(lacking: float, bucket: Bucket) -> int:
    """Whole seconds until the lacking tokens are there; the float's own error asks for no second more."""
    return max(1, -int(-(lacking / bucket.refill - 1e-6) // 1))


def _hashed(name: str, key: str) -> str:
    """What stands for the key: typed names and addresses are not kept."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}\0{key}".encode(), hashlib.sha256).hexdigest()
