"""The four facts of a return: what of it is unconfirmed, what is in force, whether the school takes part, whose turn.

Source: the house's plan of a return. What people read is a function of these alone (`states`).
"""

from django.db import models

from muster.portal.collecting.models import Request

Participation = Request.Participation
"""Whether the school takes part: kept with the request, since a school may decline before it has sent anything."""


class Draft(models.TextChoices):
    """What the newest unconfirmed version needs before it can be confirmed; none where there is no such version."""

    NONE = "none", "Nothing unconfirmed"
    NEEDS_ATTENTION = "needs_attention", "Something to put right"
    READY = "ready", "Ready to confirm"


class InForce(models.TextChoices):
    """What the last confirmation is worth."""

    NONE = "none", "Nothing confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    ACCEPTED = "accepted", "Accepted"


class Turn(models.TextChoices):
    """Who has to do something next."""

    SCHOOL = "school", "The school"
    AUTHORITY = "authority", "The authority"
    NOBODY = "nobody", "Nobody"
