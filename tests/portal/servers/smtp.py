"""A real mail server on this machine: it takes mail, refuses it, drops it, or is away."""

import email
import email.policy
import logging
import socket
from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from enum import Enum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# The server's threads outlive a test's captured output, and nobody reads what they say of connections.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)

HOST = "127.0.0.1"


class Manner(Enum):
    """How the server treats the next mails."""

    TAKES = "takes every mail"
    PUTS_OFF = "says to try again later"
    REFUSES = "refuses the recipient for good"
    DROPS = "takes the mail, then cuts the line before it says so"


class MailServer:
    """A mail server; `received` holds what it took, in order. `manner` may be changed at any time."""

    def __init__(self) -> None:
        self.manner = Manner.TAKES
        self.received: list[EmailMessage] = []
        self.port = _free_port()
        self._controller: Controller | None = None

    @property
    def address(self) -> str:
        """Where it listens, as the portal's environment says it (`MUSTER_MAIL`)."""
        return f"smtp://{HOST}:{self.port}"

    def up(self) -> None:
        """Listen, at the same port as before."""
        if self._controller is None:
            self._controller = Controller(self, hostname=HOST, port=self.port, ready_timeout=20)
            self._controller.start()

    def down(self) -> None:
        """Stop listening: whoever connects is turned away."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[Any],
    ) -> str:
        """Take the recipient, or not."""
        if self.manner is Manner.PUTS_OFF:
            return "451 Try again later"
        if self.manner is Manner.REFUSES:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail; where it drops, cut the line before the answer."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(_read(content))
        if self.manner is Manner.DROPS and isinstance(server.transport, Transport):
            server.transport.abort()
        return "250 OK"


@contextmanager
def running() -> Iterator[MailServer]:
    """A mail server that listens until the block ends."""
    server = MailServer()
    server.up()
    try:
        yield server
    finally:
        server.down()


def _read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])
