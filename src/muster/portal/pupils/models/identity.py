"""Who a child was said to be, in one file or list."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models.child import Child

_KEY = 22


class Identity(TenantRecord):
    """Names, UPNs, date of birth and sex as somebody gave them: closed, never changed. A correction adds a row.

    The keyed columns find it: equal for equal values within the authority, and worthless without its key.
    `upn_lasts` is whether the UPN is a well-formed permanent one. `salt` goes into the pupil's leaf of a signature.
    Erasure empties all of it and sets `erased_at`; the row stays, since others point at it.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identities")
    sealed = models.BinaryField(blank=True)
    salt = models.BinaryField(blank=True)
    upn_key = models.CharField(max_length=_KEY, blank=True)
    former_upn_key = models.CharField(max_length=_KEY, blank=True)
    name_dob_key = models.CharField(max_length=_KEY, blank=True)
    content_key = models.CharField(max_length=_KEY, blank=True)
    upn_lasts = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # With the child, so that two children of one key are found in the index alone.
            models.Index(fields=["authority", "upn_key", "child"], name="identities_by_upn"),
            models.Index(
                fields=["authority", "former_upn_key", "child"],
                condition=~models.Q(former_upn_key=""),
                name="identities_by_former_upn",
            ),
            models.Index(fields=["authority", "name_dob_key", "child"], name="identities_by_name"),
        ]

    def __str__(self) -> str:
        return self.public_id
