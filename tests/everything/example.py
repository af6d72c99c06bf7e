"""What an example of an action is."""

from collections.abc import Callable
from typing import NamedTuple

from tests.portal.season import Season

Call = Callable[[], object]


class Example(NamedTuple):
    """`ready` makes what the action needs and gives the call; `verbs` are the events that the call writes."""

    ready: Callable[[Season], Call]
    verbs: tuple[str, ...]
