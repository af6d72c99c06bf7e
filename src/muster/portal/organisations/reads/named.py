"""Schools and people by a part of their name, open or closed, here or gone: for searching what was done."""

from collections.abc import Iterable

from django.db.models import Q

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Membership, Person, School

MOST = 1_000
"""Ids that a search by name goes by at most."""


def schools_named(scope: Scope, text: str) -> list[School]:
    """The authority's schools whose name, number or URN holds every word, by name."""
    rows = School.objects.all()
    for word in text.split():
        number = Q(la__icontains=word[:3], estab__icontains=word[3:]) if word.isdigit() and len(word) > 3 else Q()
        rows = rows.filter(Q(name__icontains=word) | Q(urn=word) | Q(estab=word) | (number or Q(urn=word)))
    return list(scope.within(rows.order_by("name", "pk"), school=None)[:MOST])


def ids_of_people(scope: Scope, text: str) -> frozenset[str]:
    """The public ids of the authority's people whose name holds the text, and of all their memberships."""
    rows = scope.within(Membership.objects.filter(person__name__icontains=text), school=None)
    ids = rows.values_list("public_id", "person__public_id")[:MOST]
    return frozenset(one for pair in ids for one in pair)


def names_of_people(scope: Scope, ids: Iterable[str]) -> dict[str, str]:
    """By public id of a person or a membership the person's name; none of whom the authority has nothing to do with."""
    wanted = list(ids)
    people = Person.objects.filter(public_id__in=wanted).values("pk")
    of_either = Q(public_id__in=wanted) | Q(person__in=people)
    rows = scope.within(Membership.objects.filter(of_either), school=None).select_related("person")
    return {key: row.person.name for row in rows for key in (row.public_id, row.person.public_id)}
