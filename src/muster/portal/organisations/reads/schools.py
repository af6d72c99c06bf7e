"""Schools, as officers list them and schools see themselves."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import HeadChange, Membership, Role, School, Trust


class Show(StrEnum):
    """Which schools a list shows."""

    OPEN = "open"
    NO_HEAD = "no_head"
    NEVER_IN = "never_in"
    HEAD_WAITS = "head_waits"
    CLOSED = "closed"


class Order(StrEnum):
    """By what a list of schools is sorted."""

    NAME = "name"
    NUMBER = "number"
    URN = "urn"
    HEAD = "head"


_ORDERS: dict[Order, tuple[str, ...]] = {
    Order.NAME: ("lower_name",),
    Order.NUMBER: ("la", "estab"),
    Order.URN: ("urn",),
    Order.HEAD: ("lower_head", "lower_name"),
}


def schools(scope: Scope) -> QuerySet[School]:
    """The schools that the scope reaches, each with its head's name and first time in, None where there is no head.

    They are `head_name` and `head_in`; `head_waits` says whether a new head waits to be decided.
    """
    heads = Membership.objects.filter(school=OuterRef("pk"), role=Role.HEAD, ended_at__isnull=True)
    waiting = HeadChange.objects.filter(school=OuterRef("pk"), state=HeadChange.State.ASKED)
    return (
        _reached(scope)
        .select_related("authority", "trust")
        .annotate(
            head_name=Subquery(heads.values("person__name")[:1]),
            head_in=Subquery(heads.values("person__first_in")[:1]),
            head_waits=Exists(waiting),
        )
    )


def listed(scope: Scope, *, search: str = "", show: Show = Show.OPEN, order: Order = Order.NAME) -> QuerySet[School]:
    """The schools that a list shows: those whose name, number, URN or head's name holds every word of the search."""
    found = schools(scope).filter(_shown(show))
    for word in search.split():
        found = found.filter(_holds(word))
    sortable = found.annotate(lower_name=Lower("name"), lower_head=Lower("head_name"))
    return sortable.order_by(*_ORDERS[order], "pk")


def count_of(scope: Scope, show: Show) -> int:
    """How many schools such a list has."""
    return schools(scope).filter(_shown(show)).count()


def school_with(scope: Scope, public_id: str) -> School | None:
    """The school with this id, where the scope reaches it."""
    return schools(scope).filter(public_id=public_id).first()


def trusts(scope: Scope) -> QuerySet[Trust]:
    """The authority's trusts, by name: an officer's alone to see."""
    return scope.within(Trust.objects.all(), school=None).order_by("name")


def _reached(scope: Scope) -> QuerySet[School]:
    if scope.level is not Level.SCHOOL:
        return scope.within(School.objects.all())
    return School.objects.filter(authority__public_id=scope.authority, public_id__in=scope.schools)


def _holds(word: str) -> Q:
    if word.isdecimal() and len(word) == 7:
        return Q(la=word[:3], estab=word[3:])
    return Q(name__icontains=word) | Q(urn__startswith=word) | Q(estab__startswith=word) | Q(head_name__icontains=word)


def _shown(show: Show) -> Q:
    closed = Q(closed__isnull=False, closed__lte=clock.today())
    if show is Show.CLOSED:
        return closed
    return {
        Show.OPEN: Q(),
        Show.NO_HEAD: Q(head_name__isnull=True),
        Show.NEVER_IN: Q(head_name__isnull=False, head_in__isnull=True),
        Show.HEAD_WAITS: Q(head_waits=True),
    }[show] & ~closed
