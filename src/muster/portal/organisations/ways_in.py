"""What a way in opens: a password, or the provider of an authority.

Whom a provider vouches for is an authority's own person by it, and nothing else: what they are at a school, or at
another authority, takes their password. The other way round, whoever has come by the provider once, or whose authority
allows no passwords, is its person by the provider alone: somebody disabled there must not come in by a password.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from muster.portal.organisations.models import AT_AUTHORITY, Membership, Person, ProviderAccount, SignInProvider


def with_ways(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """The memberships, read together with what is asked of each here: whether its authority has a provider now."""
    providers = SignInProvider.objects.filter(authority=OuterRef("authority"), is_on=True)
    return rows.select_related("emergency").annotate(has_provider=Exists(providers))


def opened_by_password(person: Person, held: Iterable[Membership]) -> tuple[Membership, ...]:
    """The memberships among the person's, read by `with_ways`, that a password opens.

    Nothing further is read where they are no authority's person, or theirs has no provider.
    """
    rows = tuple(held)
    concerned = {one.authority_id for one in rows if _is_provided_for(one) and getattr(one, "has_provider", True)}
    shut = _shut(person, concerned) if concerned else frozenset()
    return tuple(one for one in rows if one.authority_id not in shut or not _is_provided_for(one))


def opened_by_provider(held: Iterable[Membership], authority: int) -> tuple[Membership, ...]:
    """The memberships among these that the provider of the authority with this key opens."""
    return tuple(one for one in held if one.authority_id == authority and _is_provided_for(one))


def provider_needed(person: Person) -> SignInProvider | None:
    """The provider that the person must come by, where a password opens nothing of theirs; None where it does."""
    held = list(with_ways(Membership.objects.filter(person=person, ended_at__isnull=True)))
    if not held or opened_by_password(person, held):
        return None
    authorities = {one.authority_id for one in held}
    return SignInProvider.objects.filter(authority__in=authorities, is_on=True).order_by("pk").first()


def _is_provided_for(membership: Membership) -> bool:
    """Whether it is one of an authority's own people, whom its provider can vouch for: not its emergency account."""
    return membership.role in AT_AUTHORITY and not hasattr(membership, "emergency")


def _shut(person: Person, authorities: set[int]) -> frozenset[int]:
    """The authorities among these whose own people this person is by their provider alone."""
    providers = list(SignInProvider.objects.filter(authority__in=authorities, is_on=True))
    if not providers:
        return frozenset()
    accounts = ProviderAccount.objects.filter(person=person, provider__in=providers, ended_at__isnull=True)
    vouched = set(accounts.values_list("provider_id", "issuer"))
    return frozenset(
        one.authority_id for one in providers if not one.passwords_allowed or (one.pk, one.issuer) in vouched
    )
