"""Notes on schools' requests and what schools have promised: for the authority's own people, never a school's."""

from datetime import date, datetime

import msgspec
from django.db.models import QuerySet

from muster.portal.casework.models import CaseNote
from muster.portal.casework.sealing import text_of_note
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return


class Noted(msgspec.Struct, frozen=True):
    """A note, opened."""

    at: datetime
    by_name: str
    text: str
    promised_on: date | None
    no_promise: bool
    request: Request


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """The day by which a school will send, who noted it and when, and whether that day has passed."""

    request_id: int
    promised_on: date
    by_name: str
    noted_at: datetime

    @property
    def is_past(self) -> bool:
        """Whether the promised day is over."""
        return self.promised_on < clock.today()


class Due(msgspec.Struct, frozen=True):
    """A promise that a school has not kept yet, and its request, with the school."""

    request: Request
    promise: Promise


def notes_on(scope: Scope, school: School) -> list[Noted]:
    """What was noted on any request to the school, the newest first."""
    rows = scope.within(CaseNote.objects.filter(request__school=school), school=None)
    return _opened(rows, school.authority.public_id)


def notes_in(scope: Scope, collection: Collection) -> list[Noted]:
    """What was noted on any request of the collection, the newest first."""
    rows = scope.within(CaseNote.objects.filter(request__collection=collection), school=None)
    return _opened(rows, collection.authority.public_id)


def promises_of(scope: Scope, collection: Collection) -> dict[int, Promise]:
    """By request's key the promise that holds, kept or not. One query."""
    rows = CaseNote.objects.filter(request__collection=collection).exclude(promised_on=None, no_promise=False)
    found: dict[int, Promise] = {}
    for note in scope.within(rows, school=None).defer("sealed").order_by("made_at", "pk"):
        found.pop(note.request_id, None)
        if note.promised_on is not None:
            found[note.request_id] = Promise(
                request_id=note.request_id,
                promised_on=note.promised_on,
                by_name=note.by_name,
                noted_at=note.made_at,
            )
    return found


def promise_of(scope: Scope, request: Request) -> Promise | None:
    """The promise of one request that holds; None where there is none."""
    return promises_of(scope, request.collection).get(request.pk)


def promises_due(scope: Scope, collection: Collection) -> list[Due]:
    """The promises of schools that have not confirmed and take part, the earliest first."""
    promises = promises_of(scope, collection)
    confirmed = Return.objects.filter(request__in=promises).exclude(in_force=InForce.NONE).values("request")
    rows = Request.objects.filter(pk__in=promises).exclude(participation=Request.Participation.DECLINED)
    left = scope.within(rows.exclude(pk__in=confirmed).select_related("school__trust", "collection"), school=None)
    return sorted(
        (Due(one, promises[one.pk]) for one in left),
        key=lambda due: (due.promise.promised_on, due.request.school.name, due.request.pk),
    )


def _opened(rows: QuerySet[CaseNote], authority: str) -> list[Noted]:
    vault = vault_of(authority)
    return [
        Noted(
            one.made_at,
            one.by_name,
            text_of_note(one, vault),
            one.promised_on,
            one.no_promise,
            one.request,
        )
        for one in rows.select_related("request__collection", "request__school").order_by("-made_at", "-pk")
    ]
