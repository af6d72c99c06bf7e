"""A year's collection."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class Collection(TenantRecord, Revised):
    """What an authority collects from its schools in one summer, and by when.

    Moments are kept in UTC and shown in London's time. `deadline` and `closes_at` name a minute that is still in
    time. `opened_at` is when an officer opened it: until then it is a draft. `settings` holds what the authority
    sets otherwise than the framework (softened rules, thresholds), as `CollectionSettings` has it.
    """

    class Kind(models.TextChoices):
        """What schools send: results that are checked by the framework's rules, or only a file."""

        KS1 = "ks1", "Key stage 1 results"
        FILE_ONLY = "file_only", "A file"

    kind = models.CharField(max_length=16, choices=Kind, default=Kind.KS1)
    year = models.PositiveSmallIntegerField()
    ruleset = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    opens_at = models.DateTimeField()
    deadline = models.DateTimeField()
    closes_at = models.DateTimeField()
    test_period_from = models.DateField()
    test_period_to = models.DateField()
    last_week = models.DateField()
    science = models.BooleanField(default=True)
    settings = models.JSONField(default=dict, blank=True)
    practice = models.JSONField(default=dict, blank=True)
    guidance = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year"], condition=models.Q(kind="ks1"), name="one_ks1_collection_a_year"
            ),
            models.UniqueConstraint(fields=["authority", "year", "title"], name="one_collection_a_title"),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("deadline"), deadline__lte=models.F("closes_at")),
                name="collection_opens_before_it_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(test_period_from__lte=models.F("test_period_to")), name="test_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title
