"""How an authority's own people sign in."""

from datetime import timedelta

from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import EmergencyAccount, Person, ProviderAccount, SignInProvider
from muster.portal.organisations.signing_in.authenticators import has_app

USE_SHOWN = timedelta(days=30)


def provider_of(scope: Scope) -> SignInProvider | None:
    """The authority's provider as it is settled; None where there is none, or it is out of reach."""
    return scope.within(SignInProvider.objects.select_related("authority"), school=None).first()


def emergency_account(scope: Scope) -> EmergencyAccount | None:
    """The authority's emergency account; None where there is none, or it is out of reach."""
    rows = EmergencyAccount.objects.filter(ended_at__isnull=True).select_related("membership__person")
    return scope.within(rows, school=None).first()


def is_emergency_ready(scope: Scope) -> bool:
    """Whether the emergency account lets somebody in: its holder has a password and an app."""
    found = emergency_account(scope)
    person = found.membership.person if found else None
    return person is not None and person.has_usable_password() and has_app(person)


def emergency_use(scope: Scope) -> EmergencyAccount | None:
    """The emergency account where it was used in the last 30 days; None else."""
    found = emergency_account(scope)
    since = clock.now() - USE_SHOWN
    return found if found and found.used_at and found.used_at > since else None


def comes_by_provider(scope: Scope, person: Person) -> bool:
    """Whether the authority's provider has vouched for the person, and may go on doing so."""
    rows = ProviderAccount.objects.filter(person=person, ended_at__isnull=True, provider__is_on=True)
    return scope.within(rows, school=None).exists()
