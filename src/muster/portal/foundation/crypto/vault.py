"""An authority's keys at work: closing, opening, and the keyed values by which closed things are found."""

import base64
import hashlib
import hmac
import os
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from muster.portal.foundation.crypto.faults import Unreadable
from muster.portal.foundation.crypto.keyring import Keyring, keyring_of

_MAGIC = b"MS"
_FORMAT = 1
_HEADER = struct.Struct(">2sBH")
_NONCE_BYTES = 12
_TAG_BYTES = 16
_KEYED_BYTES = 16
"""128 bits of the 256: two of a billion values agree by chance once in 10 ** 20 times."""


class Vault:
    """One owner's keys, opened once for many things.

    What is closed is: "MS", format 1, the data key's version (2 bytes), a random nonce (12), the text, the tag (16).
    Owner, header and `about` are bound to it: nothing closed for one authority or purpose opens for another. Nonces
    are random, which is safe for four thousand million things a version.
    """

    def __init__(self, ring: Keyring) -> None:
        self._ring = ring
        self._header = _HEADER.pack(_MAGIC, _FORMAT, ring.newest)
        self._owner = ring.owner.encode()
        self._cipher = _cipher(ring.encryption[ring.newest])
        self._search = ring.search

    def seal(self, content: bytes, about: bytes) -> bytes:
        """The content closed; `about` says what it is and where it belongs, and must be said again to open it."""
        nonce = os.urandom(_NONCE_BYTES)
        return b"".join((self._header, nonce, self._cipher.encrypt(nonce, content, self._bound(self._header, about))))

    def unseal(self, sealed: bytes, about: bytes) -> bytes:
        """The content again; raises Unreadable where it is not what was closed here, about this."""
        header, nonce = sealed[: _HEADER.size], sealed[_HEADER.size : _HEADER.size + _NONCE_BYTES]
        if len(sealed) < _HEADER.size + _NONCE_BYTES + _TAG_BYTES or header[:3] != self._header[:3]:
            raise Unreadable("These bytes were not closed by Muster, or were cut short.")
        key = self._key(_HEADER.unpack(header)[2])
        try:
            return _cipher(key).decrypt(nonce, sealed[_HEADER.size + _NONCE_BYTES :], self._bound(header, about))
        except InvalidTag as wrong:
            raise Unreadable("These bytes were changed, or belong to another authority, purpose or row.") from wrong

    def search_key(self, kind: str, text: str) -> str:
        """22 letters and digits that are equal for equal texts of one kind in this authority; "" for no text.

        `text` is normalised by the caller. Without the authority's key the text cannot be told, nor tried out.
        """
        return keyed(self._search, kind, text.encode("utf-8", "surrogatepass")) if text else ""

    def fingerprint(self, kind: str, content: bytes) -> str:
        """The same for bytes as they are: tells whether two closed things of a kind hold the same."""
        return keyed(self._search, kind, content)

    def _key(self, version: int) -> bytes:
        if version not in self._ring.encryption:
            self._ring = keyring_of(self._ring.owner, version)
        if version not in self._ring.encryption:
            raise Unreadable("These bytes were closed with a data key that this database does not hold.")
        return self._ring.encryption[version]

    def _bound(self, header: bytes, about: bytes) -> bytes:
        return b"|".join((header, self._owner, about))


def vault_of(owner: str) -> Vault:
    """The vault of an authority by its public id (or of the instance); its key is made with the first use.

    Raises KeyFault where the environment lacks the key that opens it.
    """
    return Vault(keyring_of(owner))


def keyed(key: bytes, kind: str, content: bytes) -> str:
    """HMAC-SHA256 of a kind and a content, cut to 128 bits, as 22 characters."""
    digest = hmac.digest(key, kind.encode() + b"|" + content, hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_KEYED_BYTES])[:22].decode("ascii")


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
