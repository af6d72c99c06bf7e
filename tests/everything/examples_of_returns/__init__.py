"""An example of every action on returns, one module a family of actions."""

from tests.everything.examples_of_returns import participation, sending

EXAMPLES = {**participation.EXAMPLES, **sending.EXAMPLES}
