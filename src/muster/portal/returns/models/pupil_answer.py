"""What a school says about a pupil on its roll, or one who is not."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models.school_return import Return


class PupilAnswer(TenantRecord, Revised):
    """Where a pupil is: it settles that the pupil is missing from the file (C01) or not expected (C02).

    `day` is when the pupil left or joined; `elsewhere` is an id of `whereabouts`. `submitted_there` is whether the
    school which a pupil came from has submitted them; "" where that was not asked. Given before or after sending. A
    child has one answer at a school.
    """

    class Kind(models.TextChoices):
        """What has become of the pupil."""

        LEFT = "left", "Has left"
        OTHER_YEAR = "other_year", "Will finish key stage 1 in another year"
        FINISHED = "finished", "Has finished key stage 1 already"
        JOINED = "joined", "Has joined"

    class Submitted(models.TextChoices):
        """Whether the pupil was submitted where they came from."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="pupil_answers")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField(null=True, blank=True)
    elsewhere = models.CharField(max_length=40, blank=True)
    submitted_there = models.CharField(max_length=10, choices=Submitted, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_return", "child"], name="one_answer_a_pupil")]

    @property
    def went_where_nobody_sends(self) -> bool:
        """Whether the pupil left for a place where no school submits."""
        return self.kind == self.Kind.LEFT and self.elsewhere in ("nations", "abroad", "independent", "home")

    def __str__(self) -> str:
        return self.public_id
