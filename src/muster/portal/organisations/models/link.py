"""A link in an e-mail that proves who somebody is."""

from django.db import models

from muster.portal.foundation.records import Record
from muster.portal.organisations.models.person import Person


class Link(Record):
    """A link to a person's own address, good until `ends_at` or until it is spent by pressing a button.

    Only the token's hash is kept. Several may be open at once, so that nobody can close a head's link by asking for
    another; `closed_at` is set on the others when one is spent, or when a person's sessions are ended.
    """

    class Purpose(models.TextChoices):
        """What the link is for."""

        FIRST_ACCESS = "first_access", "First access"
        NEW_PASSWORD = "new_password", "New password"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=16, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_purpose_display()
