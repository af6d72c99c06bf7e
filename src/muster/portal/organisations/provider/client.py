"""This portal as a client of a provider: asking it to sign somebody in, redeeming its code, asking again."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

import msgspec

from muster.portal.foundation.crypto import seal, unseal
from muster.portal.organisations.models import SignInProvider
from muster.portal.organisations.provider.fetching import Answer, Away, get, post
from muster.portal.organisations.provider.metadata import Metadata, metadata_of
from muster.portal.organisations.provider.tokens import Wrong, check_id_token

_OURS = frozenset(
    {"invalid_client", "unauthorized_client", "invalid_request", "invalid_scope", "unsupported_grant_type"}
)
"""What a provider answers where the settings are at fault, and not the person."""
_SCOPES = ("openid", "profile", "email", "offline_access")


class Refused(Exception):
    """The provider does not vouch for the person any more, or its code was not one to redeem."""


class Question(msgspec.Struct, frozen=True):
    """What goes out with somebody who is to be signed in, and must come back: only whoever holds it can go on."""

    state: str
    nonce: str
    verifier: str
    redirect: str


class Tokens(msgspec.Struct, frozen=True):
    """What the provider hands over: the claims of its signed token, and the tokens for asking it further."""

    claims: dict[str, Any]
    refresh: str = ""


def close_secret(provider: SignInProvider, secret: str) -> bytes:
    """The client's secret, sealed with the authority's key and bound to its row."""
    return seal(provider.authority.public_id, secret.encode(), _about(provider))


def where_to(provider: SignInProvider, question: Question) -> str:
    """The address at the provider where somebody signs in. Raises Away and Refusal as `metadata_of` does."""
    metadata = metadata_of(provider.issuer)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(question.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": question.redirect,
        "scope": " ".join(_scopes(metadata)),
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in metadata.authorization_endpoint else "?"
    return f"{metadata.authorization_endpoint}{joint}{urlencode(asked)}"


def redeem(provider: SignInProvider, question: Question, code: str) -> Tokens:
    """What the provider says for its code. Raises Away, Refused, Wrong, and Refusal as `metadata_of` does."""
    metadata = metadata_of(provider.issuer)
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.redirect,
        "code_verifier": question.verifier,
    }
    body = _granted(_ask(provider, metadata, fields))
    claims = check_id_token(metadata, provider.client_id, str(body.get("id_token", "")), question.nonce)
    return Tokens(_completed(provider, metadata, claims, body), str(body.get("refresh_token", "")))


def ask_again(provider: SignInProvider, refresh: str, subject: str) -> Tokens:
    """Whether the provider still vouches for somebody: new tokens, with its claims where it gives them, else none.

    Raises Refused where it does not, Away where it cannot be asked or our own settings are at fault, and Wrong.
    """
    metadata = metadata_of(provider.issuer)
    body = _granted(_ask(provider, metadata, {"grant_type": "refresh_token", "refresh_token": refresh}))
    renewed = str(body.get("refresh_token") or refresh)
    if not body.get("id_token"):
        return Tokens({}, renewed)
    claims = check_id_token(metadata, provider.client_id, str(body["id_token"]), None)
    if claims["sub"] != subject:
        raise Wrong("it is about somebody else")
    return Tokens(_completed(provider, metadata, claims, body), renewed)


def _ask(provider: SignInProvider, metadata: Metadata, fields: dict[str, str]) -> Answer:
    secret = unseal(provider.authority.public_id, bytes(provider.sealed_secret), _about(provider)).decode()
    methods = metadata.token_endpoint_auth_methods_supported
    # In the form where that is taken: of the other way, providers differ in how they read signs that are not letters.
    if "client_secret_post" in methods:
        return post(metadata.token_endpoint, fields | {"client_id": provider.client_id, "client_secret": secret})
    return post(metadata.token_endpoint, fields, (provider.client_id, secret))


def _granted(answer: Answer) -> dict[str, Any]:
    if answer.status == 200 and answer.body:
        return answer.body
    error = str(answer.body.get("error", ""))
    if error in _OURS or not error:
        raise Away(f"the provider answered {answer.status} {error if error in _OURS else ''}")
    raise Refused


def _completed(
    provider: SignInProvider, metadata: Metadata, claims: dict[str, Any], body: dict[str, Any]
) -> dict[str, Any]:
    """The claims, with what stands only in the provider's further information about the same person."""
    lacking = provider.groups_claim.split(".")[0] not in claims or "email" not in claims
    token = str(body.get("access_token", ""))
    if not lacking or not metadata.userinfo_endpoint or not token:
        return claims
    further = get(metadata.userinfo_endpoint, token)
    return further | claims if further.get("sub") == claims["sub"] else claims


def _scopes(metadata: Metadata) -> list[str]:
    known = metadata.scopes_supported
    return [scope for scope in _SCOPES if not known or scope in known]


def _about(provider: SignInProvider) -> bytes:
    return f"sign-in provider|{provider.public_id}".encode()
