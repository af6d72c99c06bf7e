"""An example of every action on returns, one module a family of actions."""

from tests.everything.examples_of_returns import sending

EXAMPLES = {**sending.EXAMPLES}
