"""By when a school's open questions are to be answered."""

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import practice_of
from muster.portal.collecting.times import said


def answers_by(collection: Collection) -> str:
    """The day that the authority set, else the minute at which the collection closes, in words."""
    by = practice_of(collection).answers_by
    return f"{by:%A} {by.day} {by:%B %Y}" if by else said(collection.closes_at)
