"""One thing closed, one thing opened."""

from muster.portal.foundation.crypto.vault import vault_of


def seal(authority_public_id: str, content: bytes, about: bytes) -> bytes:
    """The content closed with the authority's key (AES-256-GCM), 33 bytes longer.

    `about` says what it is and where it belongs, as b"mail|" + its public id: it must be said again to open it. What
    belongs to no authority is sealed for `INSTANCE`. For many at once take `vault_of(...)`.
    """
    return vault_of(authority_public_id).seal(content, about)


def unseal(authority_public_id: str, sealed: bytes | memoryview, about: bytes) -> bytes:
    """What was sealed; raises Unreadable where it was altered, or closed for another authority or about another thing.

    Raises KeyFault where the environment lacks the key.
    """
    return vault_of(authority_public_id).unseal(bytes(sealed), about)
