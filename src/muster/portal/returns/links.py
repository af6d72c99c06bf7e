"""What the link for not taking part is still good for."""

from enum import StrEnum

from muster.portal.collecting.links import Linked
from muster.portal.collecting.models import Request
from muster.portal.collecting.states import State, state_of
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return


class Standing(StrEnum):
    """It may be used; the school is not taking part already; the school has moved on; the collection has closed."""

    OPEN = "open"
    DECLINED = "declined"
    ANSWERED = "answered"
    CLOSED = "closed"


def standing_of(linked: Linked, school_return: Return) -> Standing:
    """What whoever holds the link is told, which is nothing of what the school has sent.

    Where results are confirmed, or somebody signed in has since said that the school takes part, it is just ANSWERED.
    """
    request = school_return.request
    if state_of(request.collection) is State.CLOSED:
        return Standing.CLOSED
    if request.participation == Request.Participation.DECLINED:
        return Standing.DECLINED
    fresh = request.revision == linked.revision and school_return.in_force == InForce.NONE
    return Standing.OPEN if fresh else Standing.ANSWERED
