"""A table that an officer is about to load."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class TableKind(models.TextChoices):
    """What a table holds."""

    SCHOOLS = "schools", "Schools"
    ROLL = "roll", "Expected pupils"
    HISTORY = "history", "Results of former years"
    PEOPLE = "people", "People"


class TableUpload(TenantRecord, Revised, Leased):
    """A table as it came, kept closed between its upload, the preview and the load.

    `columns` says which of the table's columns (from 0) is which of ours. With `only_named` a roll replaces that of the
    schools in it alone. `preview` holds counts, and faults as row, column
    and a refusal's id, never what a cell says. The work is to read the table and make the preview; loading is a
    person's step, which sets `loaded_at`.
    """

    kind = models.CharField(max_length=10, choices=TableKind)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    taken_on = models.DateField(null=True, blank=True)
    only_named = models.BooleanField(default=False)
    columns = models.JSONField(default=dict, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(null=True, blank=True)
    loaded_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.public_id


class ColumnMapping(TenantRecord, Revised):
    """Which heading of an authority's tables is which column of ours, kept for the next table of the kind."""

    kind = models.CharField(max_length=10, choices=TableKind)
    columns = models.JSONField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "kind"], name="one_mapping_a_kind")]

    def __str__(self) -> str:
        return f"Columns of {self.get_kind_display().lower()}"
