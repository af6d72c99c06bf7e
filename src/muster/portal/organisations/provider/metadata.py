"""What a provider says of itself, and the keys it signs with: read from its own address, kept for ten minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import jwt
import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.provider.fetching import check_address, get

WELL_KNOWN = "/.well-known/openid-configuration"
_KEPT_FOR = timedelta(minutes=10)
_KEYS_AGAIN = timedelta(seconds=30)
"""How soon keys are read anew for a key that is not among them: a forged name of one must not make us ask forever."""

Kept = TypeVar("Kept")


class Metadata(msgspec.Struct, frozen=True):
    """The part of a provider's own description that is used here."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    scopes_supported: tuple[str, ...] = ()
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    backchannel_logout_supported: bool = False
    authorization_response_iss_parameter_supported: bool = False


class Remembered:
    """What was read from an address, and when, in this process."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[datetime, object]] = {}

    def get(self, address: str, read: Callable[[], Kept], kept_for: timedelta = _KEPT_FOR) -> Kept:
        """What was read at most `kept_for` ago, else what is read now."""
        now = clock.now()
        found = self._found.get(address)
        if found is None or not timedelta() <= now - found[0] <= kept_for:
            found = self._found[address] = (now, read())
        return found[1]  # type: ignore[return-value] # each address is read in one way

    def forget(self) -> None:
        """Read everything anew."""
        self._found.clear()


REMEMBERED = Remembered()


def issuer_of(typed: str) -> str:
    """The provider's address as it was typed or pasted, without the well-known path, spaces, or a slash at its end."""
    return typed.strip().removesuffix(WELL_KNOWN).rstrip("/")


def metadata_of(issuer: str) -> Metadata:
    """What the provider at this address says of itself.

    Raises Away where it does not answer, and Refusal where what stands there is no description of this provider: one
    that names another issuer, as Entra ID's address for everybody does, is not taken.
    """
    bare = issuer_of(issuer)
    said = REMEMBERED.get(bare, lambda: get(bare + WELL_KNOWN))
    try:
        found = msgspec.convert(said, Metadata)
    except msgspec.ValidationError as wrong:
        raise Refusal("provider_no_description") from wrong
    if found.issuer.rstrip("/") != bare:
        raise Refusal("provider_other_issuer")
    for address in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
        check_address(address)
    return found


def key_of(metadata: Metadata, token: str) -> jwt.PyJWK:
    """The provider's key that signed the token; raises jwt.PyJWTError where it is none of its keys."""
    kid = jwt.get_unverified_header(token).get("kid")
    for kept_for in (_KEPT_FOR, _KEYS_AGAIN):
        keys = REMEMBERED.get(metadata.jwks_uri, lambda: get(metadata.jwks_uri), kept_for)
        for key in jwt.PyJWKSet.from_dict(keys).keys:
            if key.key_id == kid and key.public_key_use in (None, "sig"):
                return key
    raise jwt.InvalidKeyError("The token names a key that is none of the provider's.")
