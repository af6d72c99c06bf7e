"""One thing that somebody did."""

from django.db import models

from muster.portal.foundation import clock
from muster.portal.foundation.public_ids import PublicIdField


class Event(models.Model):
    """What was done, by whom, to what: written once, never changed. No pupil's name or UPN stands in it.

    `seal` closes this event and the one before it with a key that is not in the database.
    """

    public_id = PublicIdField()
    chain = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor = models.CharField(max_length=32, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=32, blank=True)
    subject = models.CharField(max_length=32, blank=True)
    school = models.CharField(max_length=32, blank=True)
    facts = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_event_a_number")]
        indexes = [
            models.Index(fields=["chain", "school", "number"], name="events_of_a_school"),
            models.Index(fields=["chain", "subject", "number"], name="events_of_a_subject"),
            models.Index(fields=["chain", "verb", "number"], name="events_of_a_verb"),
            models.Index(fields=["chain", "at"], name="events_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
