"""What is written to the outbox. Its rows are the queue itself; what they mean, their callers record."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from muster.portal.foundation import clock, leases
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.delivery import WORK
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Fact, render
from muster.portal.outbox.sealing import close


class Recipient(NamedTuple):
    """Whom a mail goes to: an address, and the name it greets ("" greets nobody)."""

    address: str
    name: str = ""


def send(
    template: str,
    to: tuple[str, str],
    facts: Mapping[str, Fact] | None = None,
    *,
    authority: str | None = None,
    once: str | None = None,
) -> Mail:
    """Put a mail into the outbox, in the caller's transaction: it goes when, and only if, that is committed.

    `template` names `mail/<template>.txt`, whose first line is `Subject: ...`, and `mail/<template>.html`, which
    extends `mail/base.html`; `to` is an address and a name (`Recipient`); `authority` a public id. The mail is rendered
    now: `facts` must be exactly those that the templates name, else MailFault. `once` tells a mail that may be asked
    for again but goes once only: the first is given back.
    """
    address, name = to
    text = render(template, name, facts or {})
    mail = Mail(template=template, to_address=address, to_name=name, once=once, queued_at=clock.now())
    mail.authority = authority or ""
    mail.sealed = close(mail, text)
    with transaction.atomic():
        return _kept(mail)


def _kept(mail: Mail) -> Mail:
    """The mail, or the one with the same `once` that was here before, or that another put here at the same time."""
    if mail.once is None:
        mail.save(force_insert=True)
    else:
        Mail.objects.bulk_create([mail], ignore_conflicts=True)
        mail = Mail.objects.get(once=mail.once)
    nudge(WORK, mail.public_id)
    return mail


def send_again(mail: Mail) -> Mail:
    """Queue a mail that could not be delivered once more, as if for the first time; its caller records who asked.

    Raises Refusal where it is not stopped, or where its text was taken away.
    """
    with transaction.atomic():
        rows = Mail.objects.filter(pk=mail.pk, blanked_at=None)
        if not leases.start_again(rows):
            raise Refusal("mail_not_stopped")
        rows.update(queued_at=clock.now(), delays=0, fault="")
        nudge(WORK, mail.public_id)
    mail.refresh_from_db()
    return mail
