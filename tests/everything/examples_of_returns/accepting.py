"""What the authority accepts, one return or all that are clear, and what it takes of what a school says."""

from functools import partial

from muster.portal.returns.actions.accepting import accept, accept_clear
from muster.portal.returns.actions.moderating import Asked, answer_question, send_back
from muster.portal.returns.actions.reviewing import take
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season


def _confirmed(season: Season) -> Collected:
    collected = collect(season)
    collected.send()
    confirmed(collected)
    return collected


def _seen(collected: Collected) -> int:
    return collected.school_return().revision


def _accept(season: Season) -> Call:
    collected = _confirmed(season)
    return partial(accept, acting(season.officer), collected.request, _seen(collected))


def _accept_clear(season: Season) -> Call:
    collected = _confirmed(season)
    chosen = {collected.request.public_id: _seen(collected)}
    return partial(accept_clear, acting(season.officer), collected.collection, chosen)


def _take(season: Season) -> Call:
    collected = _confirmed(season)
    officer, head, request = acting(season.officer), acting(season.head), collected.request
    (row,) = send_back(officer, request, _seen(collected), [Asked("Is this date of birth right?")])
    answer_question(head, request, _seen(collected), row.public_id, "It is.")
    return partial(take, officer, request, _seen(collected), [], [row.public_id])


EXAMPLES = {
    "returns.actions.accepting.accept": Example(_accept, ("return.accepted",)),
    "returns.actions.accepting.accept_clear": Example(_accept_clear, ("return.accepted",)),
    "returns.actions.reviewing.take": Example(_take, ("explanations.taken",)),
}
