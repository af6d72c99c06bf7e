"""Changes typed on screen and not checked yet."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models.school_return import Return


class Worksheet(TenantRecord, Revised):
    """The changes that people of a school have typed: "check and keep" makes one version of them all."""

    school_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="worksheet")

    def __str__(self) -> str:
        return self.public_id


class Cell(TenantRecord):
    """One field of one pupil as somebody wants it.

    The pupil is told by child, and where the file lists a child more than once by `nth` (0 the first), so that a new
    file does not lose it. `field` is a subject or a field of an identity record. The value stands closed.
    """

    worksheet = models.ForeignKey(Worksheet, on_delete=models.CASCADE, related_name="cells")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    nth = models.PositiveSmallIntegerField(default=0)
    field = models.CharField(max_length=40)
    sealed = models.BinaryField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worksheet", "child", "nth", "field"], name="one_cell_a_field")]

    def __str__(self) -> str:
        return self.field
