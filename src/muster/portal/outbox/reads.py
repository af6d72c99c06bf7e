"""What is seen of the outbox."""

import msgspec
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower

from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail


def mailbox(scope: Scope, address: str = "") -> QuerySet[Mail]:
    """The mails that the scope reaches, the newest first; only those to `address` where one is given."""
    mails = _within(scope).order_by("-made_at", "-pk")
    return mails.filter(to_address__iexact=address.strip()) if address.strip() else mails


def stopped(scope: Scope) -> QuerySet[Mail]:
    """Mails that could not be delivered and wait for somebody to look, the newest first."""
    return _within(scope).filter(stopped_at__isnull=False).order_by("-stopped_at", "-pk")


def waiting(scope: Scope) -> QuerySet[Mail]:
    """Mails that have not gone yet, the oldest first."""
    return _within(scope).filter(finished_at=None, stopped_at=None).order_by("made_at", "pk")


class Counts(msgspec.Struct, frozen=True):
    """How far the mails of a batch are: waiting, taken by the mail server, given up."""

    queued: int = 0
    sent: int = 0
    stopped: int = 0

    @property
    def number(self) -> int:
        """How many mails there are."""
        return self.queued + self.sent + self.stopped


def counts_of(scope: Scope, batch: str) -> Counts:
    """How far the mails of what has this public id are."""
    is_sent, is_stopped = Q(finished_at__isnull=False), Q(finished_at=None, stopped_at__isnull=False)
    found = (
        _within(scope)
        .filter(batch=batch)
        .aggregate(sent=Count("pk", filter=is_sent), stopped=Count("pk", filter=is_stopped), number=Count("pk"))
    )
    return Counts(found["number"] - found["sent"] - found["stopped"], found["sent"], found["stopped"])


def schools_missed(scope: Scope, batch: str) -> set[str]:
    """The public ids of the schools about which a mail of the batch was given up: one address of several, or all."""
    given_up = _within(scope).filter(batch=batch, finished_at=None, stopped_at__isnull=False)
    return set(given_up.values_list("school", flat=True))


def mails_of_school(scope: Scope, school: str, limit: int = 50) -> list[Mail]:
    """The newest mails about the school with this public id, the newest first: an officer's to see."""
    rows = _within(scope).filter(school=school).order_by("-made_at", "-pk").defer("sealed")
    return list(rows[:limit])


def bouncing(scope: Scope) -> set[str]:
    """The addresses, in small letters, at which a mail was given up, and none has arrived since."""
    given_up = _within(scope).filter(bounced_at__isnull=False).values("to_address")
    rows = _within(scope).filter(to_address__in=given_up).annotate(address=Lower("to_address")).values("address")
    latest = rows.annotate(bounced=Max("bounced_at"), arrived=Max("finished_at"))
    return {str(one["address"]) for one in latest if one["arrived"] is None or one["bounced"] > one["arrived"]}


def _within(scope: Scope) -> QuerySet[Mail]:
    """A mail belongs to an authority, never to a school: it is an officer's or an operator's to see."""
    if scope.level is Level.SYSTEM:
        return Mail.objects.all()
    if scope.level is Level.AUTHORITY:
        return Mail.objects.filter(authority=scope.authority)
    return Mail.objects.none()
