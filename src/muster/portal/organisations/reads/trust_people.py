"""The people of a trust, as they see each other."""

from django.db.models import QuerySet

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import Membership, Trust


def people_of_trust(scope: Scope, trust: Trust) -> QuerySet[Membership]:
    """The trust's people now, those who see pupils first, then by name: for its own people, and for officers."""
    return _rows(scope, trust).filter(ended_at=None, person__is_active=True).order_by("role", "person__name", "pk")


def membership_at_trust(scope: Scope, trust: Trust, public_id: str) -> Membership | None:
    """A membership of the trust, ended or not: somebody who comes too late is told who was first."""
    return _rows(scope, trust).filter(public_id=public_id).first()


def ever_of_a_trust(scope: Scope) -> set[str]:
    """The public ids of everybody who is or was of a trust whose schools the scope reaches, or that was shown one."""
    own = scope.within(Membership.objects.exclude(trust=None), school="trust__schools")
    shown = scope.within(Membership.objects.exclude(trust=None), school="trust__shown__school")
    return {one for rows in (own, shown) for one in rows.values_list("person__public_id", flat=True)}


def _rows(scope: Scope, trust: Trust) -> QuerySet[Membership]:
    rows = Membership.objects.filter(trust=trust).select_related("person", "authority", "trust__authority", "school")
    return scope.within(rows, school="trust__schools").distinct()
