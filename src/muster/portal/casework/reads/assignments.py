"""Which officer looks after which schools."""

from django.db.models import Exists, OuterRef, QuerySet

from muster.portal.casework.models import Assignment
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import DECIDING, Membership, Person


def officers(scope: Scope) -> QuerySet[Person]:
    """Those who can look after schools, by name: the authority's officers and managers of now."""
    rows = Membership.objects.filter(role__in=DECIDING, emergency=None, ended_at=None)
    people = scope.within(rows, school=None).order_by().values("person")
    return Person.objects.filter(pk__in=people, is_active=True).order_by("name", "pk")


def assignments(scope: Scope) -> dict[int, Assignment]:
    """By school's key who was given it, with the officer: also where they have left since, or nobody has it now."""
    rows = scope.within(Assignment.objects.select_related("officer"), school=None)
    return {row.school_id: row for row in rows}


def looked_after(scope: Scope) -> dict[int, Person]:
    """By school's key the officer who looks after it. A school whose officer has left is nobody's. One query."""
    here = Membership.objects.filter(
        person=OuterRef("officer"), authority=OuterRef("authority"), role__in=DECIDING, ended_at=None
    )
    rows = Assignment.objects.filter(Exists(here), officer__is_active=True).select_related("officer")
    return {row.school_id: row.officer for row in scope.within(rows, school=None) if row.officer}
