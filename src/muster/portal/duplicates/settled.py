"""What officers have settled of a school's pupils, or protected, as far as it changes what the school is asked."""

from collections import defaultdict
from collections.abc import Iterable, Set

import msgspec
from django.db.models import Q

from muster.portal.duplicates.models import Case, Side
from muster.portal.duplicates.sent import Node
from muster.portal.foundation.matching import one_of_keys


class _Case(msgspec.Struct):
    """A case that is not open, or has a protected pupil: its pupils, and whether it is settled that they are one child.

    `submits` is the request of the school that submits, None where none does.
    """

    nodes: set[Node]
    is_one_child: bool
    submits: int | None = None


class Settled:
    """The cases that are not open, and those with a protected pupil, of which nothing is told."""

    def __init__(self, cases: Iterable[_Case]) -> None:
        self._of_node: dict[Node, list[_Case]] = defaultdict(list)
        for case in cases:
            for node in case.nodes:
                self._of_node[node].append(case)

    def are_settled(self, own: Set[Node], others: Set[Node]) -> bool:
        """Whether something is settled of the two: there is nothing to ask any more."""
        return any(case.nodes & others for case in self._of(own))

    def is_asked_still(self, own: Set[Node], others: Set[Node]) -> bool:
        """Whether the school has to send the pupil all the same: it submits, or the other is another child."""
        settled = [case for case in self._of(own) if case.nodes & others]
        requests = {node.request for node in own}
        return any(not case.is_one_child or case.submits in requests for case in settled)

    def _of(self, nodes: Set[Node]) -> list[_Case]:
        return [case for node in nodes for case in self._of_node.get(node, ())]


def settled_of(requests: Iterable[int]) -> Settled:
    """What is settled of pupils of the schools of these requests, or withheld from them. One query."""
    withheld = Q(case__in=Side.objects.filter(child__protected=True).values("case"))
    own = Side.objects.filter(request__in=one_of_keys(requests))
    concerned = own.filter(~Q(case__outcome=Case.Outcome.OPEN) | withheld)
    rows = Side.objects.filter(case__in=concerned.values("case"))
    columns = ("case", "case__outcome", "case__submits", "request__school", "request", "child")
    found: dict[int, _Case] = {}
    for key, outcome, submits, school, *node in rows.values_list(*columns):
        case = found.setdefault(key, _Case(set(), outcome == Case.Outcome.DECIDED))
        case.nodes.add(Node(*node))
        if case.is_one_child and school == submits:
            case.submits = node[0]
    return Settled(found.values())
