"""The mail server of the tests, with an answer of the test's own at each step of the conversation."""

from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.portal.servers.smtp import MailServer


class Answering(MailServer):
    """What it answers to the sender, a recipient and the text, and whether it cuts the line at the farewell."""

    def __init__(self) -> None:
        super().__init__()
        self.to: list[str] = []
        self.says_to_sender = ""
        self.says_to_recipient = ""
        self.says_to_text = ""
        self.breaks_off = False

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        envelope.mail_from = address
        return self.says_to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        said = self.says_to_recipient
        return said or await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.says_to_text:
            return self.says_to_text
        self.to += envelope.rcpt_tos
        return await super().handle_DATA(server, session, envelope)

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.breaks_off and isinstance(server.transport, Transport):
            server.transport.abort()
        return "221 Bye"


@contextmanager
def answering() -> Iterator[Answering]:
    """The server, listening until the block ends."""
    server = Answering()
    server.up()
    try:
        yield server
    finally:
        server.down()
