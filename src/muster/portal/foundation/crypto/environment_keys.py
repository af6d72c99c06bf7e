"""The environment's keys, which close the data keys: read from `MUSTER_KEYS`."""

import base64
import binascii
import re
from functools import lru_cache

import msgspec
from django.conf import settings

from muster.portal.foundation.crypto.faults import KeyFault

KEY_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


class EnvironmentKeys(msgspec.Struct, frozen=True):
    """The keys by id. `current` is the id of the one that closes from now on; the others only open."""

    current: str
    keys: dict[str, bytes]

    def __repr__(self) -> str:
        """Without the keys: it may end in a log."""
        return f"EnvironmentKeys(current={self.current!r}, ids={sorted(self.keys)})"

    def key(self, key_id: str) -> bytes:
        """The key with this id; raises KeyFault where the environment no longer has it."""
        if key_id not in self.keys:
            raise KeyFault(
                f"The key {key_id!r} is not in MUSTER_KEYS. Data that it closed cannot be read without it."
                " Put it back from the place where your keys are kept, behind the current one: id:base64. See"
                " docs/running.md."
            )
        return self.keys[key_id]


def environment_keys() -> EnvironmentKeys:
    """The keys of this installation; raises KeyFault where the variable is no list of keys."""
    return read_keys(settings.ENVIRONMENT.keys)


@lru_cache(maxsize=4)
def read_keys(text: str) -> EnvironmentKeys:
    """The keys of a text such as `2026b:base64,2026a:base64`; raises KeyFault where it is not that."""
    pairs = [_pair(part, place) for place, part in enumerate(text.replace(",", " ").split(), start=1)]
    if not pairs:
        raise KeyFault("MUSTER_KEYS holds no key. Give at least one, as id:base64 of 32 bytes. See docs/running.md.")
    keys = dict(pairs)
    if len(keys) < len(pairs):
        raise KeyFault("MUSTER_KEYS names a key twice. Give each key an id of its own. See docs/running.md.")
    return EnvironmentKeys(pairs[0][0], keys)


def _pair(part: str, place: int) -> tuple[str, bytes]:
    """One key. What stands there is never repeated in the sentence: it may be the key itself."""
    key_id, _, encoded = part.partition(":")
    key = _decoded(encoded)
    if not _ID.fullmatch(key_id) or key is None:
        raise KeyFault(
            f"Key number {place} of MUSTER_KEYS is not id:base64 of {KEY_BYTES} bytes. An id has up to 40 letters,"
            " digits, full stops, hyphens and underscores. See docs/running.md."
        )
    return key_id, key


def _decoded(encoded: str) -> bytes | None:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
