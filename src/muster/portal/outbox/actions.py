"""What is written to the outbox. Its rows are the queue itself; what they mean, their callers record."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from muster.portal.foundation import clock, leases
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.nudge import nudge, nudge_many
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.delivery import WORK
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Fact, render
from muster.portal.outbox.sealing import close

_AT_ONCE = 200


class Recipient(NamedTuple):
    """Whom a mail goes to: an address, and the name it greets ("" greets nobody)."""

    address: str
    name: str = ""


class Letter(NamedTuple):
    """One of many mails: `school` is the public id of the school that it is about."""

    template: str
    to: Recipient
    facts: Mapping[str, Fact]
    once: str
    school: str = ""


def send(
    template: str,
    to: tuple[str, str],
    facts: Mapping[str, Fact] | None = None,
    *,
    authority: str | None = None,
    school: str = "",
    once: str | None = None,
) -> Mail:
    """Put a mail into the outbox, in the caller's transaction: it goes when, and only if, that is committed.

    `template` names `mail/<template>.txt`, whose first line is `Subject: ...`, and `mail/<template>.html`, which
    extends `mail/base.html`; `to` is an address and a name (`Recipient`); `authority` and `school` are public ids. The
    mail is rendered now: `facts` must be exactly those that the templates name, else MailFault. `once` tells a mail
    that may be asked for again but goes once only: the first is given back.
    """
    mail = _made(Letter(template, Recipient(*to), facts or {}, once or "", school), authority or "")
    with transaction.atomic():
        return _kept(mail)


def send_many(letters: Iterable[Letter], *, authority: str, batch: str) -> int:
    """Put many mails into the outbox as `send` does one, in a few statements; how many were not there before.

    `batch` is the public id of what they belong to, by which they are counted (`reads.counts_of`). Each has its
    `once`: where that is queued already, the first stays alone.
    """
    new = {letter.once: letter for letter in letters}
    known = _known(list(new))
    vault = vault_of(authority)
    mails = [_made(letter, authority, batch, vault) for once, letter in new.items() if once not in known]
    with transaction.atomic():
        Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=_AT_ONCE)
        nudge_many(WORK, [mail.public_id for mail in mails])
    return len(mails)


def _known(onces: list[str]) -> set[str]:
    parts = [onces[start : start + _AT_ONCE] for start in range(0, len(onces), _AT_ONCE)]
    found = [Mail.objects.filter(once__in=part).values_list("once", flat=True) for part in parts]
    return {once for rows in found for once in rows if once}


def _made(letter: Letter, authority: str, batch: str = "", vault: Vault | None = None) -> Mail:
    address, name = letter.to
    mail = Mail(template=letter.template, to_address=address, to_name=name, queued_at=clock.now())
    mail.authority, mail.school, mail.batch, mail.once = authority, letter.school, batch, letter.once or None
    mail.sealed = close(mail, render(letter.template, name, letter.facts), vault)
    return mail


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
