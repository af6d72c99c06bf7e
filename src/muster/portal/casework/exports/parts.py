"""A file of any size written straight into kept parts: never whole in memory, and never in the clear on a disk."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from muster.portal.foundation import files
from muster.portal.foundation.files import FileReference

PART = 8_000_000
"""Bytes of a part but the last."""


class Parts(io.RawIOBase):
    """What is written here is kept, closed, part by part. Cannot seek: `zipfile` and plain writing do without."""

    def __init__(self, authority_public_id: str, part: int = PART) -> None:
        super().__init__()
        self._authority = authority_public_id
        self._part = part
        self._waiting = bytearray()
        self._sum = hashlib.sha256()
        self.kept: list[FileReference] = []
        self.size = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 of all that was written, in hex."""
        return self._sum.hexdigest()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes, as of every file
        """Take some bytes; a part that is full is kept."""
        given = bytes(content)
        self._sum.update(given)
        self.size += len(given)
        self._waiting += given
        while len(self._waiting) >= self._part:
            self._keep(self._part)
        return len(given)

    def end(self) -> None:
        """Keep what is left."""
        if self._waiting:
            self._keep(len(self._waiting))

    def forget(self) -> None:
        """Delete every part again."""
        for one in self.kept:
            files.delete(one.name)

    def _keep(self, length: int) -> None:
        self.kept.append(files.put(self._authority, bytes(self._waiting[:length])))
        del self._waiting[:length]


@contextmanager
def keeping_parts(authority_public_id: str) -> Iterator[Parts]:
    """Parts that stay for as long as what follows succeeds: put the transaction that refers to them inside."""
    parts = Parts(authority_public_id)
    try:
        yield parts
    except BaseException:
        parts.forget()
        raise
