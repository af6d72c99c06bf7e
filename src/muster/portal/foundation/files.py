"""Raw files as they came, closed with the authority's key and kept under names that say nothing."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from muster.portal.foundation.crypto import Unreadable, seal, unseal
from muster.portal.foundation.refusals import Refusal

LIMIT = 20_000_000
"""Bytes of the largest file: it is closed as a whole, in memory."""


class FileReference(msgspec.Struct, frozen=True):
    """Where a kept file is, and what it was before it was closed: SHA-256 in hex, size in bytes."""

    name: str
    sha256: str
    size: int


class FileMissing(Exception):
    """The file is not where it was kept, or is not what was kept: restore the folder of files from the backup."""


def put(authority_public_id: str, content: bytes) -> FileReference:
    """Keep a file; once this returns, the disk has it.

    Raises Refusal where it is over 20 MB, or cannot be written because the disk is full, say: then nothing is kept.
    Keep it before the transaction that refers to it, and take it away again if that fails: `keeping` does both.
    """
    if len(content) > LIMIT:
        raise Refusal("file_over_limit", limit=LIMIT // 1_000_000)
    name = f"{authority_public_id}/{secrets.token_hex(16)}"
    sealed = seal(authority_public_id, content, _about(name))
    try:
        kept = default_storage.save(name, ContentFile(sealed))
    except OSError as trouble:
        raise Refusal("file_not_kept") from trouble
    if kept != name:
        raise FileMissing("The storage chose another name for a file than the one it was closed for.")
    return FileReference(name, hashlib.sha256(content).hexdigest(), len(content))


def get(authority_public_id: str, name: str) -> bytes:
    """The file as it came. Raises FileMissing where it is not there, was altered, or is another authority's."""
    try:
        with default_storage.open(name, "rb") as file:
            sealed = file.read()
        return unseal(authority_public_id, sealed, _about(name))
    except (FileNotFoundError, Unreadable) as trouble:
        raise FileMissing(f"The kept file {name} cannot be read: {trouble}") from trouble


def delete(name: str) -> None:
    """Take a file away for good; one that is gone already is no fault."""
    default_storage.delete(name)


@contextmanager
def keeping(authority_public_id: str, content: bytes) -> Iterator[FileReference]:
    """Keep a file for as long as what follows succeeds: put the transaction that refers to it inside."""
    reference = put(authority_public_id, content)
    try:
        yield reference
    except BaseException:
        delete(reference.name)
        raise


def _about(name: str) -> bytes:
    return b"file|" + name.encode()
