"""Who somebody is, as the provider's claims say it."""

from typing import Any

import msgspec

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role, SignInProvider

_STRONG = frozenset({"mfa", "ngcmfa"})
_STRONG_CLASSES = frozenset(
    {
        "phr",
        "phrh",
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    }
)
_STRONGEST_FIRST = (Role.MANAGER, Role.OFFICER, Role.PUPIL_ADVISER, Role.ADVISER)


class Arrival(msgspec.Struct, frozen=True):
    """Somebody whom the provider vouches for. `is_proven` says whether the address is theirs; `groups` as claimed.

    `is_strong` says whether the provider claims to have asked for a second factor, `too_many` whether they are in more
    groups than the provider will list.
    """

    issuer: str
    subject: str
    name: str
    email: str
    is_proven: bool
    groups: tuple[str, ...]
    too_many: bool
    is_strong: bool
    sid: str


def arrival_of(provider: SignInProvider, claims: dict[str, Any]) -> Arrival:
    """Who the claims are about."""
    email = _address(claims)
    return Arrival(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"])[:255],
        name=(str(claims.get("name") or "").strip() or email.partition("@")[0])[:200],
        email=email,
        is_proven=_is_proven(provider, claims, email),
        groups=_groups(claims, provider.groups_claim),
        too_many=provider.groups_claim in (claims.get("_claim_names") or {}) or claims.get("hasgroups") is True,
        is_strong=bool(_texts(claims.get("amr")) & _STRONG or _texts(claims.get("acr")) & _STRONG_CLASSES),
        sid=str(claims.get("sid", ""))[:255],
    )


def role_of(provider: SignInProvider, arrival: Arrival) -> Role | None:
    """The strongest role that the person's groups have; None where they have none.

    Raises Refusal where the provider does not list the groups because there are too many.
    """
    own = {group.casefold() for group in arrival.groups}
    for role in _STRONGEST_FIRST:
        if own & {str(group).casefold() for group in provider.groups.get(role, [])}:
            return role
    if arrival.too_many:
        raise Refusal("provider_groups_many", provider=provider.name)
    return None


def gives_roles(provider: SignInProvider) -> bool:
    """Whether roles come from the provider's groups, and are not given here."""
    return any(provider.groups.values())


def _address(claims: dict[str, Any]) -> str:
    """The address: Entra ID gives it as the name to sign in with where there is no mailbox's."""
    for name in ("email", "preferred_username", "upn"):
        found = str(claims.get(name) or "").strip().lower()
        if found.count("@") == 1 and len(found) <= 254:
            return found
    return ""


def _is_proven(provider: SignInProvider, claims: dict[str, Any], email: str) -> bool:
    verified = claims.get("email_verified") in (True, "true") and email == str(claims.get("email", "")).strip().lower()
    return bool(email) and (verified or email.partition("@")[2] in provider.own_domains)


def _groups(claims: dict[str, Any], name: str) -> tuple[str, ...]:
    """The groups of a claim, also of one within another, as `realm_access.roles`."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    return tuple(sorted(_texts(found)))


def _texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {str(one) for one in value if isinstance(one, str | int)} if isinstance(value, list) else set()
