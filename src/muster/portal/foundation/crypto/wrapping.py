"""A data key closed with one of the environment's keys, as the database keeps it."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.faults import KeyFault

_NONCE_BYTES = 12


def wrap(material: bytes, owner: str, version: int) -> tuple[str, bytes]:
    """The material closed with the environment's current key, and that key's id."""
    keys = environment_keys()
    nonce = os.urandom(_NONCE_BYTES)
    closed = AESGCM(keys.key(keys.current)).encrypt(nonce, material, _about(owner, version, keys.current))
    return keys.current, nonce + closed


def unwrap(wrapped: bytes, owner: str, version: int, key_id: str) -> bytes:
    """The material again; raises KeyFault where the key is missing, is another one, or the row was altered."""
    key = environment_keys().key(key_id)
    try:
        return AESGCM(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _about(owner, version, key_id))
    except (InvalidTag, ValueError) as wrong:
        raise KeyFault(
            f"The key {key_id!r} in MUSTER_KEYS does not open what was closed under that id: it is another key, or the"
            " database was altered. Put the right key back from the place where your keys are kept. See"
            " docs/running.md."
        ) from wrong


def _about(owner: str, version: int, key_id: str) -> bytes:
    """What a wrapped key is bound to, so that none can stand in another's place."""
    return f"muster data key|{owner}|{version}|{key_id}".encode()
