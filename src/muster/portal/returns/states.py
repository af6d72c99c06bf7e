"""What a return's state is called, on a school's page and everywhere: a function of its facts."""

from enum import Enum

from muster.portal.returns.facts import Draft, InForce, Participation, Turn
from muster.portal.returns.workflow import Facts


class State(Enum):
    """The words of the field for how far a return is; `{authority}` stands for the authority's name."""

    NOT_STARTED = "Not started"
    PUT_RIGHT = "Something to put right"
    NOT_SENT = "Not sent yet: waiting for the head to confirm"
    SENT = "Sent to {authority}"
    QUESTIONS = "Questions from {authority}"
    ACCEPTED = "Accepted"
    REPORTS_READY = "Reports ready"
    DECLINED = "Not taking part"

    def words(self, authority: str) -> str:
        """The state as it is said of a return to this authority."""
        return self.value.format(authority=authority)


_DRAFTS = {Draft.NEEDS_ATTENTION: State.PUT_RIGHT, Draft.READY: State.NOT_SENT}


def state_of(facts: Facts, *, reports: bool = False) -> State:
    """The state for these facts; `reports` says that the school's reports were published.

    What waits for the school comes before what was confirmed earlier: a school must never believe that it has sent
    what it has not.
    """
    if facts.participation is Participation.DECLINED:
        return State.DECLINED
    if facts.draft is not Draft.NONE:
        return _DRAFTS[facts.draft]
    if facts.in_force is InForce.NONE:
        return State.NOT_STARTED
    if facts.turn is Turn.SCHOOL:
        return State.QUESTIONS
    if facts.in_force is InForce.ACCEPTED:
        return State.REPORTS_READY if reports else State.ACCEPTED
    return State.SENT
