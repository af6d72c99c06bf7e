"""Searching the audit trail: by school, person, pupil, kind and time."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db.models import Q, QuerySet

from muster.portal.audit.models import Chain, Event
from muster.portal.audit.reads import within
from muster.portal.audit.words import SEEN, verbs_of
from muster.portal.foundation.scope import Level, Scope

_AT_ONCE = 2_000
_OF_EVERY_SCHOOL = ("export.taken", "files.seen")
"""What gives many schools' pupils away at once."""


class AboutPupil(msgspec.Struct, frozen=True):
    """What tells of a pupil in the trail: `rows` are public ids of rows about the pupil alone and of returns.

    Pupils are shown by lists: whoever looked at one of these `schools`' saw the pupil, and so did whoever took away
    what holds every school.
    """

    rows: frozenset[str]
    schools: frozenset[str]


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for in the trail; what is None or "" narrows nothing.

    `schools` are public ids. `who` is a part of the name of who did it; `people` public ids of what it was done to.
    `kind` is one of `words.kinds`. `since` and `until` are moments, the latter no longer within.
    """

    schools: frozenset[str] | None = None
    who: str = ""
    people: frozenset[str] = frozenset()
    pupil: AboutPupil | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def found(scope: Scope, search: Search, *, before: int | None = None, limit: int = 50) -> list[Event]:
    """The newest events that fit, the newest first. `before` is the cursor: the number of the last event seen."""
    rows = _searched(scope, search).order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows[:limit])


def every(scope: Scope, search: Search, after: int = 0) -> Iterator[Event]:
    """All the events after number `after` that fit, the oldest first, a few thousand at a time."""
    while True:
        some = list(_searched(scope, search).filter(number__gt=after).order_by("number")[:_AT_ONCE])
        yield from some
        if len(some) < _AT_ONCE:
            return
        after = some[-1].number


def chain_of(scope: Scope) -> Chain | None:
    """The end of the scope's own chain, and how far it was verified; None where nothing happened, or for a school."""
    if scope.level is not Level.AUTHORITY:
        return None
    return Chain.objects.filter(name=scope.authority).first()


def _searched(scope: Scope, search: Search) -> QuerySet[Event]:
    rows = within(scope)
    if search.schools is not None:
        rows = rows.filter(school__in=search.schools)
    if search.who:
        rows = rows.filter(Q(actor_name__icontains=search.who) | Q(subject__in=search.people))
    if search.kind:
        rows = rows.filter(verb__in=verbs_of(search.kind))
    if search.pupil is not None:
        rows = rows.filter(_about(search.pupil))
    return _in_time(rows, search)


def _about(pupil: AboutPupil) -> Q:
    seen = Q(verb__in=verbs_of(SEEN), school__in=pupil.schools)
    return Q(subject__in=pupil.rows) | seen | Q(verb__in=_OF_EVERY_SCHOOL, school="")


def _in_time(rows: QuerySet[Event], search: Search) -> QuerySet[Event]:
    moments = {"at__gte": search.since, "at__lt": search.until}
    return rows.filter(**{name: moment for name, moment in moments.items() if moment is not None})
