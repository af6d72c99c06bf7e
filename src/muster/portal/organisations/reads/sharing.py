"""Which trusts see a school's figures, and which schools a trust sees."""

from django.db.models import QuerySet

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import ResultsShared, School, Trust
from muster.portal.organisations.reads.schools import schools


def shared_by(scope: Scope, school: School) -> QuerySet[ResultsShared]:
    """The trusts that the school lets see its figures now, by name."""
    rows = ResultsShared.objects.filter(school=school, ended_at=None).select_related("school", "trust", "authority")
    return scope.within(rows.order_by("trust__name"))


def shared_at(scope: Scope, school: School, public_id: str) -> ResultsShared | None:
    """What the school has shared under this public id, ended or not."""
    rows = ResultsShared.objects.filter(school=school, public_id=public_id)
    return scope.within(rows.select_related("school", "trust", "authority")).first()


def trusts_beside(scope: Scope, school: School) -> list[Trust]:
    """The authority's trusts that the school does not belong to, by name: for whoever reaches the school."""
    if not schools(scope).filter(pk=school.pk).exists():
        return []
    rows = Trust.objects.filter(authority=school.authority).order_by("name")
    return [one for one in rows if one.pk != school.trust_id]


def schools_shown(scope: Scope, trust: Trust) -> list[School]:
    """The schools of others that let the trust see their figures, by name: their figures alone may then be read."""
    rows = ResultsShared.objects.filter(trust=trust, ended_at=None).exclude(school__trust=trust)
    found = scope.within(rows, school="trust__schools").select_related("school__authority", "school__trust")
    return [row.school for row in found.order_by("school__name", "school__urn").distinct()]
