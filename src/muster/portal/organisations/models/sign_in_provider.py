"""An authority's own sign-in: its OpenID Connect provider, whom it vouches for, and their sessions here."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models.person import Person
from muster.portal.organisations.models.tenant import TenantRecord


class SignInProvider(TenantRecord, Revised):
    """The provider of an authority, as its manager settled it; the client's secret is sealed with the authority's key.

    `groups` maps a role to the names of the provider's groups that have it; where it is empty, roles are given here.
    `own_domains` are the domains of e-mail addresses whose owner the provider says truly. `tried_at` is when the
    settings of now were last tried with success. `passwords_allowed` is for people whom nobody vouched for yet.
    """

    class Factor(models.TextChoices):
        """Who asks for the second factor."""

        PROVIDER = "provider", "The provider always does"
        CLAIMED = "claimed", "The provider, where it says that it did; else Muster"
        OWN = "own", "Muster always does"

    name = models.CharField(max_length=120)
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.BinaryField()
    groups_claim = models.CharField(max_length=100, default="roles")
    groups = models.JSONField(default=dict)
    own_domains = models.JSONField(default=list)
    factor = models.CharField(max_length=10, choices=Factor, default=Factor.CLAIMED)
    passwords_allowed = models.BooleanField(default=True)
    is_on = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority"], name="one_provider_an_authority")]

    def __str__(self) -> str:
        return self.name


class ProviderAccount(TenantRecord):
    """Somebody's account at the provider, known by issuer and subject, never by an address.

    `ended_at` is set where their access was revoked here: whoever the provider still vouches for is not let in by it.
    """

    provider = models.ForeignKey(SignInProvider, on_delete=models.PROTECT, related_name="accounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="provider_accounts")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "issuer", "subject"], name="one_account_a_subject"),
            models.UniqueConstraint(
                fields=["provider", "issuer", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="one_account_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.provider}"


class ProviderSession(TenantRecord):
    """A session that the provider vouches for. `sid` is the provider's own name for it, where it has one.

    `asked_at` is when the provider was last asked whether it still stands, `good_until` how long it stands unasked.
    """

    account = models.ForeignKey(ProviderAccount, on_delete=models.CASCADE, related_name="sessions")
    sid = models.CharField(max_length=255, blank=True)
    sealed_refresh = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField()
    good_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Session of {self.account}"
