"""A school of an authority."""

from django.core.validators import RegexValidator
from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models.tenant import TenantRecord
from muster.portal.organisations.models.trust import Trust


class School(TenantRecord, Revised):
    """A school: `la` and `estab` are its number in files, `urn` its national one.

    `email` is the school's main address, a shared mailbox: no link that signs anybody in ever goes there.
    `predecessors` are numbers that files may still bear. A school that was `merged_into` another is closed, and stays
    for what it sent and counted before.
    """

    la = models.CharField(max_length=3, validators=[RegexValidator(r"^\d{3}$")])
    estab = models.CharField(max_length=4, validators=[RegexValidator(r"^\d{4}$")])
    urn = models.CharField(max_length=6, validators=[RegexValidator(r"^\d{6}$")])
    name = models.CharField(max_length=200)
    phase = models.CharField(max_length=60, blank=True)
    type = models.CharField(max_length=100, blank=True)
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, blank=True, related_name="schools")
    mis = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    areas = models.JSONField(default=list, blank=True)
    predecessors = models.JSONField(default=list, blank=True)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "la", "estab"], name="one_school_a_number"),
            models.UniqueConstraint(fields=["authority", "urn"], name="one_school_a_urn"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The school's seven figures in files: the authority's three, the establishment's four."""
        return f"{self.la}{self.estab}"
