"""What to do next about a return: told from its state, its collection's dates, and what whoever looks may do."""

import msgspec

from muster.portal.collecting.practice import practice_of
from muster.portal.collecting.states import State as CollectionState
from muster.portal.collecting.states import state_of as collection_state
from muster.portal.pages.returns.place import Place
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.reads.summary import Summary
from muster.portal.returns.states import State

_QUIET = frozenset({"sent", "accepted", "reports", "declined", "closed_confirmed", "file_sent"})


class Next(msgspec.Struct, frozen=True):
    """The one thing to do: `kind` names its sentence (parts/next.html), `words` its one button, "" for none."""

    kind: str
    words: str = ""
    address: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has to be done: the button only leads somewhere, or changes the school's mind."""
        return self.kind in _QUIET


def next_of(place: Place, summary: Summary | None = None, state: State | None = None) -> Next:
    """The next step of a return; `state` where it is told from more than the return's facts.

    With its counts, an accepted return that was opened again is told from one with questions. It leads nowhere for
    those who see no pupils.
    """
    step = _next_of(place, summary, state)
    return step if place.sees_pupils else Next(step.kind)


def _next_of(place: Place, summary: Summary | None, state: State | None) -> Next:
    now, how_far = state or place.state, collection_state(place.collection)
    if place.is_file_alone and now is not State.DECLINED:
        return _of_a_file(place, now, how_far)
    if how_far is CollectionState.CLOSED:
        return _once_closed(place)
    if now is State.NOT_STARTED and how_far is not CollectionState.OPEN:
        return Next("coming")
    return (_by_counts(place, summary, now) if summary else None) or _STEPS[now](place)


def _of_a_file(place: Place, now: State, how_far: CollectionState) -> Next:
    """The next step where a file is all that is asked for."""
    if now is not State.NOT_STARTED:
        return Next("file_sent", "See your receipt", place.address("return-handed-in"))
    if how_far is CollectionState.CLOSED:
        return Next("closed_unsent")
    if how_far is not CollectionState.OPEN:
        return Next("coming")
    if not place.may("hand_in"):
        return Next("file_waits")
    return Next("file_send", "Send your file", place.address("return-hand-in"))


def _once_closed(place: Place) -> Next:
    facts = place.school_return.facts
    if place.state is State.DECLINED:
        return Next("closed_declined")
    if place.state is State.REPORTS_READY:
        return _reports(place)
    if facts.in_force is not InForce.NONE:
        return Next("closed_confirmed", "See your receipt", place.address("return-receipt"))
    return Next("closed_unconfirmed" if facts.draft is not Draft.NONE else "closed_unsent")


def _by_counts(place: Place, summary: Summary, now: State) -> Next | None:
    """The step where the counts make it another than the state alone."""
    if now is State.QUESTIONS and not summary.questions_open:
        return Next("opened_again", "Look at your results again", place.address("return-check"))
    if now is State.NOT_SENT and summary.open_questions and practice_of(place.collection).answers_first:
        return Next("answers_first", "Explain", place.address("return-check"))
    return None


def _not_started(place: Place) -> Next:
    if not place.may("upload"):
        return Next("not_started")
    return Next("send", "Send your results", place.address("return-send"))


def _put_right(place: Place) -> Next:
    words = "Put right and explain" if place.may("correct") else "See what is to be put right"
    return Next("put_right", words, place.address("return-check"))


def _not_sent(place: Place) -> Next:
    if place.may_confirm:
        return Next("confirm", "Confirm your results", place.address("return-confirm"))
    return Next("ask_head", "Look at your results", place.address("return-results"))


def _sent(place: Place) -> Next:
    return Next("sent", "See your receipt", place.address("return-receipt"))


def _questions(place: Place) -> Next:
    words = "Answer the questions" if place.may("answer") else "See the questions"
    return Next("questions", words, place.address("return-questions"))


def _accepted(place: Place) -> Next:
    return Next("accepted", "See your receipt", place.address("return-receipt"))


def _reports(place: Place) -> Next:
    return Next("reports", "Get your reports", place.address("return-reports"))


def _declined(place: Place) -> Next:
    if not place.may("rejoin"):
        return Next("declined")
    return Next("declined", "Take part after all", place.address("return-rejoin"))


_STEPS = {
    State.NOT_STARTED: _not_started,
    State.PUT_RIGHT: _put_right,
    State.NOT_SENT: _not_sent,
    State.SENT: _sent,
    State.QUESTIONS: _questions,
    State.ACCEPTED: _accepted,
    State.REPORTS_READY: _reports,
    State.DECLINED: _declined,
}
