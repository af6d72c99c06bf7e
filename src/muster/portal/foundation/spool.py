"""Bytes that are too many for memory, on the disk for a moment: closed with a key that this process alone has."""

import io
import secrets
import tempfile
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

IN_MEMORY = 20_000_000
"""So many bytes of one file stay in memory; what is beyond goes to the disk, closed, and the rest with it."""

_BLOCK = 16
_NONCE_BITS = 128


class Spool(io.RawIOBase):
    """A file that is written once, from its beginning, then read from anywhere.

    The disk never has a byte of it in the clear, nor a name: it is gone with the process at the latest.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        super().__init__()
        self._in_memory = in_memory
        self._key = AES256(secrets.token_bytes(32))
        self._nonce = secrets.randbits(_NONCE_BITS)
        self._file: IO[bytes] = io.BytesIO()
        self._closing: CipherContext | None = None
        self.size = 0
        self._place = 0

    @property
    def on_disk(self) -> bool:
        """Whether it has grown too large for memory."""
        return self._closing is not None

    def add(self, content: bytes) -> None:
        """Write the next bytes. Raises OSError where the disk is full."""
        if self._closing is None and self.size + len(content) > self._in_memory:
            self._to_disk()
        self._file.seek(self.size)
        self._file.write(content if self._closing is None else self._closing.update(content))
        self.size += len(content)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; says which."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        """The place at which the next read begins."""
        return self._place

    def read(self, size: int | None = -1) -> bytes:
        """Up to so many bytes from here, all that are left for -1."""
        left = max(0, self.size - self._place)
        length = left if size is None or size < 0 else min(size, left)
        self._file.seek(self._place)
        content = self._file.read(length)
        found = content if self._closing is None else self._opened(content)
        self._place += len(found)
        return found

    def readall(self) -> bytes:
        """All that is left."""
        return self.read()

    def close(self) -> None:
        """Let go of it: nothing of it is left."""
        self._file.close()
        super().close()

    def _to_disk(self) -> None:
        before = self._file
        before.seek(0)
        self._closing = self._cipher(0)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the spool
        self._file.write(self._closing.update(before.read()))
        before.close()

    def _cipher(self, block: int) -> CipherContext:
        counter = (self._nonce + block) % (1 << _NONCE_BITS)
        return Cipher(self._key, CTR(counter.to_bytes(_BLOCK, "big"))).encryptor()

    def _opened(self, content: bytes) -> bytes:
        block, within = divmod(self._place, _BLOCK)
        cipher = self._cipher(block)
        cipher.update(bytes(within))
        return cipher.update(content)
