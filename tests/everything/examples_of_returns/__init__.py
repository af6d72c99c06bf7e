"""An example of every action on returns, one module a family of actions."""

from tests.everything.examples_of_returns import correcting, participation, sending

EXAMPLES = {**correcting.EXAMPLES, **participation.EXAMPLES, **sending.EXAMPLES}
