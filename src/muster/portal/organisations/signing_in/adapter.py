"""What allauth asks of us."""

from allauth.mfa.adapter import DefaultMFAAdapter

from muster.portal.foundation.crypto import INSTANCE, seal, unseal
from muster.portal.organisations.models import Person

_ABOUT = b"second factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Keeps the secrets of apps and recovery codes sealed, and names the portal in the app."""

    def encrypt(self, text: str) -> str:
        """The secret, closed with the installation's key."""
        return seal(INSTANCE, text.encode(), _ABOUT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; raises Unreadable where it was altered."""
        return unseal(INSTANCE, bytes.fromhex(encrypted_text), _ABOUT).decode()

    def get_totp_label(self, user: Person) -> str:
        """What the app shows beside the code."""
        return user.email
