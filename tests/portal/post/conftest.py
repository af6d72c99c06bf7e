"""Enquiries that have been asked."""

import pytest

from muster.portal.casework.actions import Asked, open_enquiry
from muster.portal.casework.models import Enquiry, EnquiryKind
from muster.portal.foundation.actor import VISITOR, Actor, ActorKind
from tests.portal.season import Season

TYPED = "Our Okazqxfor twins do not show"


@pytest.fixture
def heads_enquiry(season: Season) -> Enquiry:
    """What the head of the season's school asked."""
    head = season.head
    asked = Asked(
        kind=EnquiryKind.QUESTION, name=head.name, email=head.email, text=TYPED, person=head, school=season.school
    )
    return open_enquiry(Actor(ActorKind.PERSON, head.public_id, head.name), season.authority, asked)


@pytest.fixture
def visitors_enquiry(season: Season) -> Enquiry:
    """What somebody who is not signed in asked."""
    asked = Asked(
        kind=EnquiryKind.CANNOT_GET_IN, name="Ann Visitzqxor", email="ann@hill.example", text=TYPED,
        school_said=season.school.urn,
    )  # fmt: skip
    return open_enquiry(VISITOR, season.authority, asked)
