"""What a school says by telephone, written down for it by an officer."""

from muster.portal.audit.action import action
from muster.portal.casework.policies import check_said_by
from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import Actor
from muster.portal.returns.actions import participation
from muster.portal.returns.actions.messages import tell_of_recording


def decline_on_word(actor: Actor, request: Request, seen: int, said_by: str, reason: str = "") -> Request:
    """The school does not take part, as `said_by` told the officer who acts; the school is told so by mail.

    `seen` is the return's revision that the officer saw. Raises Changed and Refusal as the school's own word does, and
    Refusal where nobody is named.
    """
    check_said_by(said_by)
    with action(actor, request.authority.public_id) as act:
        declined = participation.decline(actor, request, seen, reason, said_by)
        tell_of_recording(declined, actor.name)
        act.record("request.declined_on_word", declined, school=declined.school.public_id)
    return declined


def rejoin_on_word(actor: Actor, request: Request, seen: int) -> Request:
    """The school takes part after all, as it told the officer who acts, or since that was written down wrongly.

    The school is told so by mail. Raises Changed and Refusal as the school's own word does.
    """
    with action(actor, request.authority.public_id) as act:
        joined = participation.rejoin(actor, request, seen, on_word=True)
        tell_of_recording(joined, actor.name)
        act.record("request.rejoined_on_word", joined, school=joined.school.public_id)
    return joined
