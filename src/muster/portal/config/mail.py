"""The mail server, as the environment names it."""

from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from muster.portal.config.environment import EnvironmentFault

_PORTS = {"starttls": 587, "implicit": 465, "none": 25}
_LIKE = "It must look like smtp://name:password@mail.example:587?tls=starttls; tls is starttls, implicit or none."


class MailServer(msgspec.Struct, frozen=True):
    """Where mail is handed over. An empty `host` is none at all."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: str = "none"


def read_mail_server(address: str) -> MailServer:
    """The server that `MUSTER_MAIL` names; encrypted with STARTTLS unless it says otherwise. Raises EnvironmentFault.

    A name or password with special characters is written percent-encoded.
    """
    if not address:
        return MailServer()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise EnvironmentFault(f"MUSTER_MAIL cannot be read. {_LIKE}") from wrong
    tls = parse_qs(parts.query).get("tls", ["starttls"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or tls not in _PORTS:
        raise EnvironmentFault(f"MUSTER_MAIL cannot be read. {_LIKE}")
    return MailServer(
        parts.hostname, port or _PORTS[tls], unquote(parts.username or ""), unquote(parts.password or ""), tls
    )
