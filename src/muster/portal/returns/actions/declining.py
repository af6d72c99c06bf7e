"""A school says without an account, by the link in its mail, that it is not taking part."""

from muster.portal.audit.action import action
from muster.portal.collecting.links import Linked
from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.actions.messages import tell_not_taking_part
from muster.portal.returns.actions.moving import locked
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.links import Standing, standing_of


def decline_by_link(actor: Actor, linked: Linked, reason: str = "") -> Request:
    """The school does not take part, says whoever holds the link; the school's people and main address are told.

    Raises Refusal where the link is good for nothing any more, as when it was pressed before.
    """
    with action(actor, linked.request.authority.public_id):
        school_return = locked(linked.request)
        if standing_of(linked, school_return) is not Standing.OPEN:
            raise Refusal("link_answered")
        declined = decline(actor, linked.request, school_return.revision, reason)
        tell_not_taking_part(declined)
    return declined
