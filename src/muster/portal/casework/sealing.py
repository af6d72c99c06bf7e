"""What people wrote to each other, closed: they may have named a child, though they are asked not to."""

from muster.portal.casework.models import EnquiryMessage
from muster.portal.foundation.crypto import Vault, vault_of


def close(message: EnquiryMessage, text: str) -> bytes:
    """The text sealed with the authority's key, bound to this message."""
    return vault_of(message.authority.public_id).seal(text.encode(), _about(message))


def text_of(message: EnquiryMessage, vault: Vault) -> str:
    """What was written, opened with the vault of the message's authority."""
    return vault.unseal(bytes(message.sealed), _about(message)).decode()


def _about(message: EnquiryMessage) -> bytes:
    return b"enquiry message|" + message.public_id.encode()
