"""Saying where pupils are."""

from functools import partial

from muster.portal.returns.actions.pupil_answers import answer_pupils, take_back
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.returns.movement import child_of, left, say
from tests.portal.season import Season


def _answer(season: Season) -> Call:
    collected = collect(season)
    return partial(answer_pupils, acting(season.head), collected.request, 1, [left(child_of(collected, 0))])


def _take_back(season: Season) -> Call:
    collected = collect(season)
    child = child_of(collected, 0)
    say(collected, left(child))
    return partial(take_back, acting(season.head), collected.request, 2, child)


_VERBS = ("return.explained",)

EXAMPLES = {
    "returns.actions.pupil_answers.answer_pupils": Example(_answer, _VERBS),
    "returns.actions.pupil_answers.take_back": Example(_take_back, _VERBS),
}
