"""A trust of academies, within one authority."""

from django.db import models

from muster.portal.organisations.models.tenant import TenantRecord


class Trust(TenantRecord):
    """A trust, as the authority's schools name it."""

    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="one_trust_a_name")]

    def __str__(self) -> str:
        return self.name
