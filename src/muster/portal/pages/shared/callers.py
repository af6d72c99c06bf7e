"""Who knocks: the network address of a request, and the mark of a device on which somebody has signed in."""

import secrets
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from muster.portal.organisations.caller import Caller
from muster.portal.organisations.models import Person

COOKIE = "muster-device"
_SALT = "muster.device"
_KEPT_FOR = timedelta(days=400)
_MOST_PEOPLE = 10


def caller_of(request: HttpRequest) -> Caller:
    """What is known of somebody before they are signed in."""
    device, people = _mark(request)
    return Caller(client_address(request), device, frozenset(people))


def remember_device(request: HttpRequest, response: HttpResponseBase, person: Person) -> None:
    """Mark the device as one on which the person has signed in: nobody's wrong guesses elsewhere slow them here."""
    device, people = _mark(request)
    newest = [person.public_id, *(one for one in people if one != person.public_id)][:_MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps({"device": device or secrets.token_urlsafe(16), "people": newest}, salt=_SALT),
        max_age=_KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; what stands before it, anybody may have written.

    Of an IPv6 address the network, since one household or school has all of it.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.ENVIRONMENT.proxies
    if proxies:
        hops = [hop.strip() for hop in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
        seen = hops[-proxies] if len(hops) >= proxies else seen
    return _network(seen)


def _network(seen: str) -> str:
    for text in (seen, seen.rpartition(":")[0], seen.rpartition(":")[0].strip("[]"), seen.strip("[]")):
        with suppress(ValueError):
            found = ip_address(text)
            return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)
    return seen[:64]


def _mark(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's name and who has signed in there; nothing where the mark is missing, forged or old."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT_FOR)
    except signing.BadSignature:
        return "", []
    return str(said["device"]), [str(one) for one in said["people"]]
