"""What a way in opens: a password, or the provider of an authority.

Whom a provider vouches for is an authority's own person by it, and nothing else: what they are at a school, or at
another authority, takes their password. The other way round, whoever has come by the provider once, or whose authority
allows no passwords, is its person by the provider alone: somebody disabled there must not come in by a password.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.portal.organisations.models import AT_AUTHORITY, Membership, Person, ProviderAccount, SignInProvider


def opened_by_password(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """The memberships among these that a password opens."""
    vouched = ProviderAccount.objects.filter(
        provider=OuterRef("pk"), issuer=OuterRef("issuer"), person=OuterRef(OuterRef("person")), ended_at__isnull=True
    )
    providers = SignInProvider.objects.filter(authority=OuterRef("authority"), is_on=True)
    shut = Exists(providers.filter(Q(passwords_allowed=False) | Exists(vouched)))
    return rows.exclude(shut, role__in=AT_AUTHORITY, emergency__isnull=True)


def opened_by_provider(rows: QuerySet[Membership], authority: int) -> QuerySet[Membership]:
    """The memberships among these that the provider of the authority with this key opens."""
    return rows.filter(authority=authority, role__in=AT_AUTHORITY, emergency__isnull=True)


def provider_needed(person: Person) -> SignInProvider | None:
    """The provider that the person must come by, where a password opens nothing of theirs; None where it does."""
    held = Membership.objects.filter(person=person, ended_at__isnull=True)
    if not held.exists() or opened_by_password(held).exists():
        return None
    return SignInProvider.objects.filter(authority__in=held.values("authority"), is_on=True).order_by("pk").first()
