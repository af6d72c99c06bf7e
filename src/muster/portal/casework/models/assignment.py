"""Which officer looks after a school."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import Person, School, TenantRecord


class Assignment(TenantRecord, Revised):
    """The officer whose queue a school's returns stand in; without one they stand in everybody's."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="assignment")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.school}: {self.officer}"
