"""Who belongs where, as of now."""

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Lower

from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import AT_AUTHORITY, DECIDING, Membership, ProviderAccount, Role, School

_RANKS = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(Role)),
    output_field=IntegerField(),
    default=Value(99),
)


def people_at(scope: Scope, school: School) -> QuerySet[Membership]:
    """The school's people: the head first, then by role and name."""
    return _sorted(_now(scope.within(Membership.objects.filter(school=school))))


def people_of_authority(scope: Scope) -> QuerySet[Membership]:
    """The authority's officers and advisers, and the people of its trusts: an officer's or adviser's to see.

    `is_vouched_for` of each says whether they come by the authority's own sign-in.
    """
    roles = AT_AUTHORITY | {Role.TRUST_LEAD, Role.TRUST_VIEWER}
    vouched = ProviderAccount.objects.filter(
        provider__authority=OuterRef("authority"),
        provider__is_on=True,
        person=OuterRef("person"),
        ended_at__isnull=True,
    )
    rows = _now(scope.within(Membership.objects.filter(role__in=roles), school=None))
    return _sorted(rows.annotate(is_vouched_for=Exists(vouched)))


def head_of(scope: Scope, school: School) -> Membership | None:
    """The head's membership; None where the school has no head, or is out of reach."""
    return people_at(scope, school).filter(role=Role.HEAD).first()


def membership_at(scope: Scope, school: School, public_id: str) -> Membership | None:
    """A membership at the school, ended or not: somebody who comes too late is told who was first."""
    return _whole(scope.within(Membership.objects.filter(school=school, public_id=public_id))).first()


def authority_membership(scope: Scope, public_id: str) -> Membership | None:
    """A membership at the authority itself or at a trust of it, ended or not: an officer's to see."""
    rows = Membership.objects.filter(public_id=public_id, school=None).exclude(role=Role.OPERATOR)
    return _whole(scope.within(rows, school=None)).first()


def membership_of_authority(scope: Scope, public_id: str) -> Membership | None:
    """Any membership of the authority's, at a school or a trust or itself, ended or not: an officer's to see."""
    rows = Membership.objects.filter(public_id=public_id).exclude(role=Role.OPERATOR)
    return _whole(scope.within(rows, school=None)).first()


def has_manager(scope: Scope) -> bool:
    """Whether somebody settles the authority's matters as its manager; its emergency account does not count."""
    return _now(scope.within(Membership.objects.filter(role=Role.MANAGER, emergency=None), school=None)).exists()


def deciders_of(scope: Scope) -> int:
    """How many people decide about the returns of the scope's authority."""
    rows = _now(scope.within(Membership.objects.filter(role__in=DECIDING, emergency=None), school=None))
    return rows.values("person").distinct().count()


def _now(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return _whole(rows.filter(ended_at__isnull=True, person__is_active=True))


def _whole(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related("person", "authority", "school__authority", "trust__authority", "emergency")


def _sorted(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.annotate(rank=_RANKS, lower_name=Lower("person__name")).order_by("rank", "lower_name", "pk")
