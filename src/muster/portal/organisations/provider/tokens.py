"""What a provider signs: who somebody is, and that their session there has ended."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import msgspec
from django.utils.crypto import constant_time_compare

from muster.portal.foundation import clock
from muster.portal.organisations.provider.metadata import Metadata, key_of

_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signed with a key pair, all of them: with a shared secret, whoever knows it could say who somebody is."""
_LEEWAY = 60
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_LOGOUT_GOOD_FOR = timedelta(minutes=5)


class Wrong(Exception):
    """The token is not one to believe; the text says why, and nothing that stood in it."""


class Logout(msgspec.Struct, frozen=True):
    """Whose session there ended, and when: that of a subject, or the one with this `sid`."""

    subject: str
    sid: str
    at: datetime


def check_id_token(metadata: Metadata, client_id: str, token: str, nonce: str | None) -> dict[str, Any]:
    """What the provider says of somebody; raises Wrong where it is not for us, not of now, or not signed by it.

    `nonce` None is for a token that comes with a renewal, which may have none.
    """
    claims = _signed(metadata, client_id, token, ["exp", "iat", "sub", "aud", "iss"])
    if nonce is not None and not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise Wrong("it answers another question")
    many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", client_id if not many else "") != client_id:
        raise Wrong("it was made for another client")
    return claims


def check_logout_token(metadata: Metadata, client_id: str, token: str) -> Logout:
    """Whose session ended there; raises Wrong where the provider did not say so to us, just now."""
    claims = _signed(metadata, client_id, token, ["iat", "aud", "iss", "jti", "events"])
    events = claims["events"]
    if not isinstance(events, dict) or _LOGOUT not in events or "nonce" in claims:
        raise Wrong("it is no token of a logout")
    at = datetime.fromtimestamp(int(claims["iat"]), UTC)
    if not -timedelta(seconds=_LEEWAY) <= clock.now() - at <= _LOGOUT_GOOD_FOR:
        raise Wrong("it is too old")
    subject, sid = str(claims.get("sub", "")), str(claims.get("sid", ""))
    if not subject and not sid:
        raise Wrong("it says nobody's session")
    return Logout(subject, sid, at)


def _signed(metadata: Metadata, client_id: str, token: str, required: list[str]) -> dict[str, Any]:
    try:
        algorithm = jwt.get_unverified_header(token).get("alg")
        if algorithm not in _ALGORITHMS:
            raise Wrong("it is not signed with a key pair")
        claims: dict[str, Any] = jwt.decode(
            token,
            key_of(metadata, token),
            algorithms=[algorithm],
            audience=client_id,
            issuer=metadata.issuer,
            leeway=_LEEWAY,
            options={"require": required},
        )
    except jwt.PyJWTError as wrong:
        raise Wrong(type(wrong).__name__) from wrong
    return claims
