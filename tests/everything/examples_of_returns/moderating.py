"""What the authority asks of a confirmed return, accepts and opens again; and the school's answer."""

from functools import partial

from muster.portal.returns.actions.accepting import accept
from muster.portal.returns.actions.moderating import Asked, answer_question, drop_question, reopen, send_back
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

_ASK = (Asked("Is this date of birth right?"),)


def _confirmed(season: Season) -> Collected:
    collected = collect(season)
    collected.send()
    confirmed(collected)
    return collected


def _seen(collected: Collected) -> int:
    return collected.school_return().revision


def _send_back(season: Season) -> Call:
    collected = _confirmed(season)
    return partial(send_back, acting(season.officer), collected.request, _seen(collected), _ASK)


def _answer(season: Season) -> Call:
    collected = _confirmed(season)
    (row,) = send_back(acting(season.officer), collected.request, _seen(collected), _ASK)
    return partial(answer_question, acting(season.head), collected.request, _seen(collected), row.public_id, "It is.")


def _drop(season: Season) -> Call:
    collected = _confirmed(season)
    (row,) = send_back(acting(season.officer), collected.request, _seen(collected), _ASK)
    return partial(drop_question, acting(season.officer), collected.request, _seen(collected), row.public_id)


def _reopen(season: Season) -> Call:
    collected = _confirmed(season)
    accept(acting(season.officer), collected.request, _seen(collected))
    return partial(reopen, acting(season.officer), collected.request, _seen(collected), "A pupil has moved.")


_HERE = "returns.actions.moderating"
EXAMPLES = {
    f"{_HERE}.send_back": Example(_send_back, ("return.sent_back",)),
    f"{_HERE}.answer_question": Example(_answer, ("return.answered",)),
    f"{_HERE}.drop_question": Example(_drop, ("return.question_dropped",)),
    f"{_HERE}.reopen": Example(_reopen, ("return.reopened",)),
}
