"""A queued mail goes to the mail server, or waits, or is given up where nothing can help."""

from contextlib import suppress
from datetime import timedelta
from email.headerregistry import Address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from muster.portal.foundation import clock, leases
from muster.portal.outbox.faults import EVERYWHERE, NO_SERVER, TOO_LONG, Fault, fault_of
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of

WORK = "mail"
"""The name under which queued mails are worked off."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))
"""How long to wait after each delay; the last holds from then on."""

GIVEN_UP_AFTER = timedelta(days=3)


def deliver(mail: Mail) -> None:
    """Send a mail that was taken by lease. No transaction is open while the server is spoken to.

    A delay puts it off, and is never counted as a failed attempt, so that a server away for an hour loses nothing. A
    refusal for good stops it. Where the server took it and Muster dies before it can say so, it is sent again with the
    same Message-ID, by which the receiving side can tell.
    """
    if settings.MAIL_KEPT_HERE:
        return
    fault = _sent(mail)
    if fault is None:
        _mark_sent(mail)
    elif fault.lasting or clock.now() - mail.queued_at >= GIVEN_UP_AFTER:
        _stop(mail, fault)
    else:
        _put_off(mail, fault)


def message_id(mail: Mail) -> str:
    """The mail's own Message-ID: the same on every attempt."""
    return f"<{mail.public_id}@{urlsplit(settings.PORTAL_ADDRESS).hostname}>"


def _sent(mail: Mail) -> Fault | None:
    """Speak to the server; what went wrong, or None."""
    if not settings.EMAIL_HOST:
        return NO_SERVER
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([_message(mail)])
    except OSError as error:  # every error of SMTP and of the network is one
        return fault_of(error)
    finally:
        # Once the server has the mail, a quarrel at parting must not send it again.
        with suppress(OSError):
            connection.close()
    return None


def _message(mail: Mail) -> EmailMultiAlternatives:
    text = text_of(mail)
    if text is None:
        raise ValueError("A mail whose text was taken away cannot be sent.")
    to = str(Address(mail.to_name, addr_spec=mail.to_address))
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(text.subject, text.plain, to=[to], headers=headers)
    message.attach_alternative(text.html, "text/html")
    return message


def _mark_sent(mail: Mail) -> None:
    """Sent; and what waited for the server to come back need not wait longer."""
    with transaction.atomic():
        leases.finish(mail)
        Mail.objects.filter(pk=mail.pk).update(fault="")
        waiting = Mail.objects.filter(finished_at=None, stopped_at=None, fault__in=EVERYWHERE)
        waiting.update(not_before=clock.now(), fault="")


def _put_off(mail: Mail, fault: Fault) -> None:
    until = clock.now() + WAITS[min(mail.delays, len(WAITS) - 1)]
    with transaction.atomic():
        leases.put_off(mail, until)
        Mail.objects.filter(pk=mail.pk).update(delays=F("delays") + 1, fault=fault.sentence)
        if fault.everywhere:
            # The others would only wait for the same server in turn: the next try is for all of them.
            leases.due(Mail.objects.all()).update(not_before=until, fault=fault.sentence)


def _stop(mail: Mail, fault: Fault) -> None:
    """Given up: the address counts as one that mail does not reach, unless the server was away for every mail."""
    said = fault if fault.lasting else TOO_LONG
    bounced = None if fault.everywhere else clock.now()
    with transaction.atomic():
        leases.stop(mail)
        Mail.objects.filter(pk=mail.pk).update(fault=said.sentence, bounced_at=bounced)
