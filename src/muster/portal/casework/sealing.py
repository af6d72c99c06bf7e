"""What people wrote to each other, closed: they may have named a child, though they are asked not to."""

from muster.portal.casework.models import CaseNote, EnquiryMessage
from muster.portal.foundation.crypto import Vault, vault_of


def close(message: EnquiryMessage, text: str) -> bytes:
    """The text sealed with the authority's key, bound to this message."""
    return vault_of(message.authority.public_id).seal(text.encode(), _about(message))


def text_of(message: EnquiryMessage, vault: Vault) -> str:
    """What was written, opened with the vault of the message's authority."""
    return vault.unseal(bytes(message.sealed), _about(message)).decode()


def close_note(note: CaseNote, text: str) -> bytes:
    """A note's text sealed with the authority's key, bound to this note."""
    return vault_of(note.authority.public_id).seal(text.encode(), _about_note(note))


def text_of_note(note: CaseNote, vault: Vault) -> str:
    """What was noted, opened with the vault of the note's authority."""
    return vault.unseal(bytes(note.sealed), _about_note(note)).decode()


def _about_note(note: CaseNote) -> bytes:
    return b"case note|" + note.public_id.encode()


def _about(message: EnquiryMessage) -> bytes:
    return b"enquiry message|" + message.public_id.encode()
