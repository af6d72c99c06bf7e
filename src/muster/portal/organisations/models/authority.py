"""A local authority: the tenant."""

from django.core.validators import RegexValidator
from django.db import models

from muster.portal.foundation.records import Record, Revised


class Authority(Record, Revised):
    """A local authority, and how its data team is reached. `host` tells it apart where an instance holds several."""

    la = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    name = models.CharField(max_length=120)
    host = models.CharField(max_length=253, blank=True)
    colour = models.CharField(max_length=7, default="#1d4f91", validators=[RegexValidator(r"^#[0-9a-f]{6}$")])
    team_name = models.CharField(max_length=120, default="Data team")
    team_email = models.EmailField()
    team_telephone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
