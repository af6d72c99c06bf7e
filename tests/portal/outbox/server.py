"""A mail server that takes mails down, and answers as it is told."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """What it took (`mails`), and what it answers to a recipient, to the text, and to the farewell."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []
        self.to: list[str] = []
        self.says_to_recipient = ""
        self.says_to_text = ""
        self.breaks_off = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.says_to_recipient:
            return self.says_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.says_to_text:
            return self.says_to_text
        self.mails.append(BytesParser(EmailMessage, policy=default).parsebytes(envelope.content))
        self.to += envelope.rcpt_tos
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.breaks_off:
            server.transport.abort()
        return "221 Bye"


@contextmanager
def running() -> Iterator[MailServer]:
    """The server, listening on a port of its own."""
    answers, loop, ready = MailServer(), asyncio.new_event_loop(), threading.Event()

    async def serve() -> None:
        listening = await loop.create_server(lambda: SMTP(answers, hostname="test", loop=loop), "127.0.0.1", 0)
        answers.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await ended.wait()
        listening.close()
        await listening.wait_closed()

    ended = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), name="mail server")
    thread.start()
    try:
        assert ready.wait(5)
        yield answers
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()
