"""What somebody wrote in an enquiry."""

from django.db import models

from muster.portal.casework.models.enquiry import Enquiry
from muster.portal.organisations.models import TenantRecord


class EnquiryMessage(TenantRecord):
    """One message of the asker or (`from_team`) of the data team: written once, its text sealed."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="messages")
    author_name = models.CharField(max_length=200)
    from_team = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["enquiry", "made_at"], name="messages_of_an_enquiry")]

    def __str__(self) -> str:
        return f"Message of {self.enquiry}"
