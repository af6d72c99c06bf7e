"""What officers of two authorities write to each other about a pupil, closed: it may name the child."""

from muster.portal.duplicates.models import MatchMessage
from muster.portal.foundation.crypto import Vault
from muster.portal.returns.sealing import close, opened


def close_message(message: MatchMessage, text: str, vault: Vault) -> bytes:
    """The text, closed with the key of the authority whose copy it is."""
    return close(message, "message", text.strip(), vault)


def text_of(message: MatchMessage, vault: Vault) -> str:
    """The same again."""
    return opened(message, "message", message.sealed, str, vault)
