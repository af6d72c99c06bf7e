"""Environment keys of no worth, and another set of them for a while."""

import base64

import msgspec
from pytest_django import Settings

from muster.portal.foundation.crypto.keyring import forget_keys

OWNER = "bcdfghjkmnpqrstv"
OTHER = "vtsrqpnmkjhgfdcb"


def pair(key_id: str, byte: int) -> str:
    """A key of 32 equal bytes, as MUSTER_KEYS holds it."""
    return f"{key_id}:{base64.b64encode(bytes([byte]) * 32).decode()}"


def use_keys(settings: Settings, *pairs: str) -> None:
    """Start anew with these keys in the environment, as a fresh process would."""
    settings.ENVIRONMENT = msgspec.structs.replace(settings.ENVIRONMENT, keys=",".join(pairs))
    forget_keys()
