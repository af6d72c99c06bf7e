"""An example of every action on returns, one module a family of actions."""

from tests.everything.examples_of_returns import correcting, declining, messages, participation, sending

EXAMPLES = {
    **correcting.EXAMPLES,
    **declining.EXAMPLES,
    **messages.EXAMPLES,
    **participation.EXAMPLES,
    **sending.EXAMPLES,
}
