"""Whom a reminder would go to, which are set, and what became of those that went."""

from collections.abc import Callable
from datetime import datetime

import msgspec
from django.db.models import Max, QuerySet

from muster.portal.casework.models import Reminded, Reminding
from muster.portal.casework.reads.readiness import Readiness, readiness_of
from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.outbox.actions import Recipient
from muster.portal.returns.outstanding import Outstanding, outstanding_at
from muster.portal.returns.reads.progress import progress_of

_FITS: dict[str, Callable[[Outstanding], bool]] = {
    Reminding.To.NOTHING_SENT: lambda left: left.nothing_sent,
    Reminding.To.ERRORS: lambda left: left.errors > 0,
    Reminding.To.NOT_CONFIRMED: lambda left: left.unconfirmed,
    Reminding.To.QUESTIONS: lambda left: left.unexplained > 0 or left.unanswered > 0,
    Reminding.To.ANYTHING: lambda left: left.is_anything,
}


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A school that a reminder would go to now, where to, why, and when it was last written to.

    Either `readiness` says why, or `request` and `left` do.
    """

    school: School
    to: tuple[Recipient, ...]
    request: Request | None = None
    left: Outstanding | None = None
    readiness: Readiness | None = None
    reminded_at: datetime | None = None

    @property
    def reasons(self) -> list[str]:
        """Why it would be written to, in words."""
        if self.readiness is not None:
            return self.readiness.words
        return _said(self.left) if self.left else []


def candidates(scope: Scope, collection: Collection, to: str) -> list[Candidate]:
    """The schools that such a reminder would go to now, by name: never one that declined, or has nothing left to do."""
    if to == Reminding.To.NOT_READY:
        ready = {one.school.pk: one for one in readiness_of(scope, collection) if one.is_to_ask}
        found = [Candidate(school=one.school, to=(), readiness=one) for one in ready.values()]
    else:
        lines = [(line.request, outstanding_at(line)) for line in progress_of(scope, collection)]
        found = [Candidate(school=one.school, to=(), request=one, left=left) for one, left in lines if _FITS[to](left)]
    reached, last = addressees(one.school for one in found), _last_reminded(scope, collection)
    return [
        msgspec.structs.replace(one, to=tuple(reached[one.school.pk]), reminded_at=last.get(one.school.pk))
        for one in found
    ]


def remindings(scope: Scope, collection: Collection) -> QuerySet[Reminding]:
    """The collection's reminders: an officer's to see."""
    rows = Reminding.objects.filter(collection=collection).select_related("authority", "collection__authority")
    return scope.within(rows, school=None).order_by("due_at", "pk")


def reminded_by(scope: Scope, reminding: Reminding) -> list[Reminded]:
    """The schools that the reminder was written to, or could not reach, by name."""
    rows = scope.within(Reminded.objects.filter(reminding=reminding)).select_related("school")
    return list(rows.order_by("school__name", "pk"))


def _last_reminded(scope: Scope, collection: Collection) -> dict[int, datetime]:
    rows = scope.within(Reminded.objects.filter(reminding__collection=collection, reached=True))
    return dict(rows.order_by().values_list("school_id").annotate(Max("made_at")))


def _said(left: Outstanding) -> list[str]:
    said = {
        "Nothing sent": left.nothing_sent,
        f"{left.errors} to put right": left.errors,
        "Not confirmed": left.unconfirmed,
        f"{left.unexplained} to explain": left.unexplained,
        f"{left.unanswered} of your questions open": left.unanswered,
    }
    return [words for words, is_so in said.items() if is_so]
