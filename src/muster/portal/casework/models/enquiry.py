"""A question to the data team."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import Person, School, TenantRecord
from muster.portal.returns.models import Version
from muster.rules import catalogue


class EnquiryKind(models.TextChoices):
    """What it is about."""

    CANNOT_GET_IN = "cannot_get_in", "I cannot get in"
    QUESTION = "question", "Question"


class EnquiryState(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", "Not answered yet"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class Enquiry(TenantRecord, Revised):
    """A question to the data team and what it led to; what was written stands in its messages.

    `person` and `school` are known only where somebody signed in asked; `school_said` is what a visitor typed. Name
    and address are the asker's own words then. `reference` is six figures, for the telephone. `about` and `about_rule`
    say which results and which check it is about, where somebody asked from there.
    """

    reference = models.CharField(max_length=6)
    kind = models.CharField(max_length=16, choices=EnquiryKind)
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.OPEN)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_rule = models.CharField(max_length=3, blank=True)
    school_said = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [models.UniqueConstraint(fields=["authority", "reference"], name="one_enquiry_a_reference")]
        indexes = [models.Index(fields=["authority", "state", "changed_at"], name="enquiries_by_turn")]

    def __str__(self) -> str:
        return f"Enquiry {self.spoken_reference}"

    @property
    def spoken_reference(self) -> str:
        """The reference as it is read aloud: "482 731"."""
        return f"{self.reference[:3]} {self.reference[3:]}"

    @property
    def about_words(self) -> str:
        """What the check that it is about is called; "" where it is about none."""
        rule = catalogue().get(self.about_rule)
        return rule.title if rule else ""

    @property
    def is_closed(self) -> bool:
        """Whether the data team has closed it."""
        return self.state == EnquiryState.CLOSED
