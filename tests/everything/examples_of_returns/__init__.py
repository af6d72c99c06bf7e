"""An example of every action on returns, one module a family of actions."""

from tests.everything.examples_of_returns import (
    accepting,
    confirming,
    correcting,
    declining,
    handing_in,
    messages,
    moderating,
    participation,
    pupil_answers,
    rechecking,
    sending,
)

EXAMPLES = {
    **accepting.EXAMPLES,
    **confirming.EXAMPLES,
    **correcting.EXAMPLES,
    **declining.EXAMPLES,
    **handing_in.EXAMPLES,
    **messages.EXAMPLES,
    **moderating.EXAMPLES,
    **participation.EXAMPLES,
    **pupil_answers.EXAMPLES,
    **rechecking.EXAMPLES,
    **sending.EXAMPLES,
}
