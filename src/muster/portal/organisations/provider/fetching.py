"""How a provider is spoken to: over https, without redirects, for five seconds at most, and never within our network.

A manager types the provider's address: it must not become a way to reach what only this machine can reach.
"""

import base64
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, getproxies, proxy_bypass

import msgspec
from django.conf import settings

from muster.portal.foundation.refusals import Refusal

_PATIENCE = 5
_MOST_BYTES = 500_000
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Away(Exception):
    """The provider did not answer, or not as one does that works."""


class Answer(msgspec.Struct, frozen=True):
    """A status and the object that came with it."""

    status: int
    body: dict[str, Any]


def check_address(address: str) -> None:
    """Raises Refusal where the address is not one of https, or leads into our own network.

    Hosts that the installation names in `MUSTER_INNER_PROVIDERS` may; on this machine they may do without https.
    """
    parts = urlsplit(address)
    host, inner = parts.hostname or "", parts.netloc in settings.ENVIRONMENT.inner_providers
    plain_here = inner and parts.scheme == "http" and host in _LOOPBACK
    if not host or parts.username or parts.fragment or not (parts.scheme == "https" or plain_here):
        raise Refusal("provider_address")
    if not inner and not _is_proxied(host) and not all(map(_is_outside, _addresses_of(host, parts.port or 443))):
        raise Refusal("provider_address_within")


def get(address: str, token: str = "") -> dict[str, Any]:
    """The object at the address, asked for with a token where one is given; raises Away where there is none."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = _ask(Request(address, headers=headers | {"Accept": "application/json"}))  # noqa: S310 - checked in _ask
    if answer.status != 200:
        raise Away(f"{urlsplit(address).hostname} answered {answer.status}")
    return answer.body


def post(address: str, fields: Mapping[str, str], basic: tuple[str, str] | None = None) -> Answer:
    """What is answered to a form, with a name and secret beside it where given; raises Away where nothing is."""
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    if basic:
        pair = ":".join(quote(part, safe="") for part in basic)
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    answer = _ask(Request(address, urlencode(fields).encode(), headers))  # noqa: S310 - checked in _ask
    if answer.status >= 500 or answer.status == 429:
        raise Away(f"{urlsplit(address).hostname} answered {answer.status}")
    return answer


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: it could lead anywhere."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        """None: the redirect itself is the answer."""


def _ask(request: Request) -> Answer:
    check_address(request.full_url)
    try:
        with build_opener(_Stay).open(request, timeout=_PATIENCE) as answer:
            return Answer(answer.status, _object(answer.read(_MOST_BYTES + 1)))
    except HTTPError as refused:
        with refused:
            return Answer(refused.code, _object(refused.read(_MOST_BYTES)))
    except (URLError, OSError, ValueError) as away:
        raise Away(str(type(away).__name__)) from away


def _object(content: bytes) -> dict[str, Any]:
    """The object that the content is; an empty one for anything else."""
    try:
        found = msgspec.json.decode(content) if len(content) <= _MOST_BYTES else None
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_proxied(host: str) -> bool:
    """Whether a proxy of the installation's stands between: it looks the host up, and decides."""
    return "https" in getproxies() and not proxy_bypass(host)


def _addresses_of(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as unknown:
        raise Away(f"{host} is not known") from unknown
    return [str(one[4][0]) for one in found]


def _is_outside(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_global
