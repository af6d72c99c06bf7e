"""What a rule is: a generator over one school's return, registered under its catalogue id."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from muster.records import Facts

if TYPE_CHECKING:
    from muster.rules.pupil_view import PupilView
    from muster.rules.return_view import ReturnView


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a rule yields: the facts, and where. The engine makes a finding of it.

    `variant` picks one of the rule's sentences where it has several. `upn`, `who` and `line` are those of `pupil`
    unless given.
    """

    pupil: "PupilView | None" = None
    upn: str | None = None
    who: str | None = None
    subject: str | None = None
    value: str | None = None
    line: int | None = None
    variant: str = ""
    facts: Facts = {}


RuleFunction = Callable[["ReturnView"], Iterator[Found]]
REGISTRY: dict[str, RuleFunction] = {}


def rule(rule_id: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule's function under its id; raises ValueError where the id has one already."""

    def register(function: RuleFunction) -> RuleFunction:
        if rule_id in REGISTRY:
            raise ValueError(f"Two functions are registered for rule {rule_id}.")
        REGISTRY[rule_id] = function
        return function

    return register
