"""Pupils who are found to be one child, put together: whatever hangs together is one case."""

from collections.abc import Iterable

import msgspec

from muster.portal.duplicates.finding import Found
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.sent import Node

RANK = {kind: rank for rank, kind in enumerate(Case.Kind.values)}
"""The kinds, the surest first."""


class Group(msgspec.Struct):
    """Pupils of several schools who hang together, and the surest reason that any two of them do.

    `absent` are those of them who are only expected where they are. Where the reasons are still to be told,
    `identities` are the keys of those that tell them.
    """

    nodes: set[Node]
    kind: str
    reasons: tuple[str, ...]
    absent: set[Node]
    identities: tuple[int, ...] = ()

    @property
    def requests(self) -> set[int]:
        """The keys of the schools' requests."""
        return {node.request for node in self.nodes}


def grouped(found: Iterable[Found]) -> list[Group]:
    """The groups, in the order in which their surest pairs were found."""
    group_of: dict[Node, Group] = {}
    for pair in sorted(found, key=lambda one: RANK[one.kind]):
        known = {id(group): group for node in (pair.one, pair.other) if (group := group_of.get(node))}
        first, *others = known.values() or [Group(set(), pair.kind, pair.reasons, set(), pair.identities)]
        first.nodes.update((pair.one, pair.other), *(other.nodes for other in others))
        first.absent.update(*(other.absent for other in others), [pair.one] if pair.kind == Case.Kind.ELSEWHERE else [])
        group_of.update(dict.fromkeys(first.nodes, first))
    return list({id(group): group for group in group_of.values()}.values())
