"""The keys that follow from an authority's key material, one for each use (HKDF-SHA256)."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ENCRYPTION = b"muster encryption"
SEARCH = b"muster search"
CROSSING = b"muster crossing"


def derive(material: bytes, use: bytes) -> bytes:
    """32 bytes for one use; from none of them can another, or the material, be told."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(material)
