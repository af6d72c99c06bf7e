"""National figures as an officer entered them."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class FigureSet(TenantRecord, Revised):
    """Figures of one year that came from one source, entered together and never changed.

    A newer set of its kind and year, which has the next `number`, takes its place; taken back, it leaves none in force.
    `figures` has a subject, a measure, a group ("" all pupils) and the per cent of each, as texts. `origin` is the
    source; `coverage` what it says of the schools that it counts, "" where it says nothing; `schools_may_see` what its
    licence allows.
    """

    class Kind(models.TextChoices):
        """Published for good, or told early of some schools."""

        PUBLISHED = "published", "Published national figures"
        EMERGING = "emerging", "Emerging national figures"

    kind = models.CharField(max_length=9, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=200)
    dated = models.DateField()
    coverage = models.CharField(max_length=200, blank=True)
    schools_may_see = models.BooleanField()
    figures = models.JSONField()
    entered_by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "year", "number"], name="one_figure_set_a_number")
        ]

    def __str__(self) -> str:
        return self.public_id
