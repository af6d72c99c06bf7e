"""A name to sign in with that belongs to a school: its URN."""

from django.db import models

from muster.portal.organisations.models.person import Person
from muster.portal.organisations.models.school import School
from muster.portal.organisations.models.tenant import TenantRecord


class SignInName(TenantRecord):
    """The school's URN as a user name. It points at the present head; nobody, while there is none."""

    name = models.CharField(max_length=40, unique=True)
    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="sign_in_name")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_in_names")

    def __str__(self) -> str:
        return self.name
