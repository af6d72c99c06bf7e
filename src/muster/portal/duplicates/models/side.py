"""One school's side of a case."""

from django.db import models

from muster.portal.collecting.models import Request
from muster.portal.duplicates.models.case import Case
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child


class Side(TenantRecord):
    """A school that has sent the child, or expects them: the request, and the child as the school knows them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sides")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="cases")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "request", "child"], name="one_side_of_a_case")]
        indexes = [models.Index(fields=["request", "child"], name="sides_of_a_school")]

    def __str__(self) -> str:
        return self.public_id
