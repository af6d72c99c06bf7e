"""One e-mail to one address."""

from datetime import datetime

from django.db import models

from muster.portal.foundation.models.leased import Leased
from muster.portal.foundation.records import Record


class MailState(models.TextChoices):
    """How far a mail is."""

    QUEUED = "queued", "Waiting to be sent"
    SENT = "sent", "Sent"
    STOPPED = "stopped", "Not delivered"


class Mail(Record, Leased):
    """An e-mail as it was rendered: its subject and bodies are sealed, for they can hold a link that lets somebody in.

    `authority` is a public id, "" where the mail belongs to none; `school` likewise, and `batch` that of whatever many
    mails went out with. `once` tells a mail that must not go twice. `delays` counts how often the server would not
    take it yet, since `queued_at`; `fault` says in plain words why it has not gone; `bounced_at` is when it was last
    refused for good. At `blanked_at` subject and bodies were taken away.
    """

    authority = models.CharField(max_length=32, blank=True)
    school = models.CharField(max_length=32, blank=True)
    batch = models.CharField(max_length=32, blank=True)
    template = models.CharField(max_length=60)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField()
    once = models.CharField(max_length=200, unique=True, null=True)
    queued_at = models.DateTimeField()
    delays = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    blanked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "made_at"], name="mails_of_an_authority"),
            models.Index(fields=["authority", "batch"], name="mails_of_a_batch"),
            models.Index(fields=["authority", "school", "made_at"], name="mails_of_a_school"),
            models.Index(
                fields=["authority", "to_address"], name="mails_bounced", condition=models.Q(bounced_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.public_id}"

    @property
    def state(self) -> MailState:
        """How far it is, told from its lease."""
        if self.finished_at is not None:
            return MailState.SENT
        return MailState.STOPPED if self.stopped_at is not None else MailState.QUEUED

    @property
    def sent_at(self) -> datetime | None:
        """When the mail server took it; None while it waits."""
        return self.finished_at
