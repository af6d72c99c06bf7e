"""One loading of a roll."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.organisations.models import TenantRecord


class RollLoad(TenantRecord):
    """Who loaded a roll, of which day it was, and what it changed. `source` names the kept file; "" where none is.

    Counts are of pupils at schools: `pupils` in the roll; of these `added` and `changed`; `gone` are no longer in it.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="roll_loads")
    loaded_by_name = models.CharField(max_length=200)
    taken_on = models.DateField()
    schools = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    source_size = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Roll of {self.taken_on}"
