"""One change made on screen."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models.version import Version


class Correction(TenantRecord):
    """What a version changed of the one before: a pupil's field, before and after, closed; who is the cell's name.

    Child and `place` are the pupil's in the version before (`version.base`): a pupil who was taken out has none here.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="corrections")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    sealed = models.BinaryField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.field
