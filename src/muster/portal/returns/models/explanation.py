"""What a school says about a finding."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.finding import FoundRow
from muster.portal.returns.models.school_return import Return


class Explanation(TenantRecord, FoundRow, Revised):
    """A reason from the list and a sentence, closed, for whatever has the same rule, child, subject and facts.

    It survives a new file as long as these hold, and is read again should they come back. `reason` is an id of
    `reasons`. Who wrote it last is kept by name.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="explanations")
    reason = models.CharField(max_length=40)
    sealed = models.BinaryField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school_return", "rule", "child", "subject", "facts_key"],
                name="one_explanation_a_pupils_finding",
                condition=models.Q(child__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["school_return", "rule", "subject", "facts_key"],
                name="one_explanation_a_finding",
                condition=models.Q(child__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} explained"
