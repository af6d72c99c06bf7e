"""What is seen of the outbox."""

from django.db.models import QuerySet

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


def _within(scope: Scope) -> QuerySet[Mail]:
    """A mail belongs to an authority, never to a school: it is an officer's or an operator's to see."""
    if scope.level is Level.SYSTEM:
        return Mail.objects.all()
    if scope.level is Level.AUTHORITY:
        return Mail.objects.filter(authority=scope.authority)
    return Mail.objects.none()
