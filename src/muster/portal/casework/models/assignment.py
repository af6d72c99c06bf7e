"""Which officer looks after a school."""

from django.db import models

from muster.portal.foundation import clock
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import Person, School, TenantRecord


class Assignment(TenantRecord, Revised):
    """The officer in whose queue a school's returns stand; in everybody's where there is none, or they have left.

    Who changed it last is kept by name. A school that nobody has looked after yet has no row.
    """

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="assignment")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    changed_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.school}: {self.officer or 'nobody'}"
