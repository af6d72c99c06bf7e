"""What an authority has settled about the data of a collection before it opens."""

from django.db import models

from muster.portal.collecting.models.collection import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class DataCare(TenantRecord, Revised):
    """What the data is for, how long each kind is kept, the impact assessment, and what schools are told of it.

    A named person enters it: nothing has a default, and a collection cannot open while anything is missing. Kept for
    so many months after the collection closed: `keep_files` the files as they came, `keep_results`,
    `keep_explanations` with questions and answers, `keep_mail` the mails' text, `keep_logs` who looked at what.
    """

    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="data_care")
    purposes = models.TextField()
    keep_files = models.PositiveSmallIntegerField()
    keep_results = models.PositiveSmallIntegerField()
    keep_explanations = models.PositiveSmallIntegerField()
    keep_mail = models.PositiveSmallIntegerField()
    keep_logs = models.PositiveSmallIntegerField()
    dpia_reference = models.CharField(max_length=120)
    dpia_date = models.DateField()
    privacy_notice = models.TextField()
    entered_by_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Data care of {self.collection}"
