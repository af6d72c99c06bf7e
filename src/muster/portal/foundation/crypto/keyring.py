"""Data keys, opened: made where an owner has none, and kept in this process once the database has them for good."""

import os
from collections import OrderedDict
from threading import Lock

import msgspec
from django.db import transaction

from muster.portal.foundation.crypto.derived import CROSSING, ENCRYPTION, SEARCH, derive
from muster.portal.foundation.crypto.environment_keys import KEY_BYTES
from muster.portal.foundation.crypto.wrapping import unwrap, wrap
from muster.portal.foundation.models import DataKey

INSTANCE = "instance"
"""The owner of what belongs to no authority."""

FIRST = 1
LIMIT = 200
"""So many owners' keys are kept open in a process; the longest unused gives way."""


class Keyring(msgspec.Struct, frozen=True):
    """An owner's keys. `encryption` has every version's; `newest` is the one that closes from now on."""

    owner: str
    newest: int
    encryption: dict[int, bytes]
    search: bytes
    crossing: bytes

    def __repr__(self) -> str:
        """Without the keys: it may end in a log."""
        return f"Keyring({self.owner!r}, newest={self.newest})"


class _Kept:
    """The keyrings of this process, for all its threads."""

    def __init__(self) -> None:
        self._rings: OrderedDict[str, Keyring] = OrderedDict()
        self._lock = Lock()

    def get(self, owner: str) -> Keyring | None:
        with self._lock:
            if owner in self._rings:
                self._rings.move_to_end(owner)
            return self._rings.get(owner)

    def put(self, ring: Keyring) -> None:
        with self._lock:
            self._rings[ring.owner] = ring
            self._rings.move_to_end(ring.owner)
            while len(self._rings) > LIMIT:
                self._rings.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._rings.clear()


_kept = _Kept()


def keyring_of(owner: str, version: int | None = None) -> Keyring:
    """The owner's keys, made now if there are none; raises KeyFault where they cannot be opened.

    With `version` the ring holds that version too, if the database has it: another process may have made it.
    """
    ring = _kept.get(owner)
    if ring is not None and (version is None or version in ring.encryption):
        return ring
    ring = _opened(owner)
    # A key made in a transaction that is undone must not outlive it: what it closed could never be opened again.
    transaction.on_commit(lambda: _kept.put(ring))
    return ring


def forget_keys() -> None:
    """Let go of every key that this process has open."""
    _kept.clear()


def add_version(owner: str, version: int) -> None:
    """Make the owner's next key; where somebody else has just made it, theirs holds."""
    key_id, wrapped = wrap(os.urandom(KEY_BYTES), owner, version)
    row = DataKey(owner=owner, version=version, key_id=key_id, wrapped=wrapped)
    DataKey.objects.bulk_create([row], ignore_conflicts=True)


def _opened(owner: str) -> Keyring:
    rows = _rows(owner)
    if not rows:
        add_version(owner, FIRST)
        rows = _rows(owner)
    material = {row.version: unwrap(bytes(row.wrapped), owner, row.version, row.key_id) for row in rows}
    return Keyring(
        owner=owner,
        newest=max(material),
        encryption={version: derive(key, ENCRYPTION) for version, key in material.items()},
        search=derive(material[FIRST], SEARCH),
        crossing=derive(material[FIRST], CROSSING),
    )


def _rows(owner: str) -> list[DataKey]:
    return list(DataKey.objects.filter(owner=owner).order_by("version"))
