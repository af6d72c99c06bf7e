"""Cases opened of what was found, and schools that join them: part of a look, which holds the collection's lock."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.changing import UNDECIDED, change_case
from muster.portal.duplicates.finding import Found
from muster.portal.duplicates.grouping import RANK, Group, grouped
from muster.portal.duplicates.models import Case, Side
from muster.portal.duplicates.sent import Node
from muster.portal.duplicates.worded import say_why
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.inserting import insert
from muster.portal.returns.actions.striking import lift_all


class _Held(msgspec.Struct):
    """The collection's cases, locked, with their sides."""

    cases: dict[int, Case]
    sides: dict[int, set[Node]]

    def two_children(self) -> set[frozenset[Node]]:
        """Every two pupils of whom it is settled that they are not the same child."""
        settled = [self.sides[key] for key, case in self.cases.items() if case.outcome == Case.Outcome.NOT_SAME]
        return {frozenset((one, other)) for nodes in settled for one in nodes for other in nodes if one != other}

    def is_surer(self, group: Group) -> bool:
        """Whether the group has a surer reason than the oldest of its cases, or none has it yet."""
        return all(RANK[group.kind] < RANK[case.kind] for case in self.of_group(group)[:1])

    def of_group(self, group: Group) -> list[Case]:
        """The cases that have a pupil of the group, the oldest first, without those of pupils who are two children."""
        return [
            case
            for key, case in sorted(self.cases.items())
            if case.outcome != Case.Outcome.NOT_SAME and self.sides[key] & group.nodes
        ]


def open_cases(collection: Collection, found: Sequence[Found]) -> int:
    """Open, or add to, the cases of what was found; how many cases that changed. An event for each."""
    if not found:
        return 0
    held = _held(collection)
    apart = held.two_children()
    groups = grouped(pair for pair in found if frozenset((pair.one, pair.other)) not in apart)
    new = [group for group in groups if not held.of_group(group)]
    known = [group for group in groups if held.of_group(group)]
    say_why(collection, filter(held.is_surer, groups))
    _open(collection, new)
    return len(new) + sum(_join(collection, held, group) for group in known)


def _held(collection: Collection) -> _Held:
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).filter(collection=collection)
    cases = {case.pk: case for case in rows.select_related("authority").order_by("pk")}
    sides: dict[int, set[Node]] = {key: set() for key in cases}
    for case, *node in Side.objects.filter(case__collection=collection).values_list("case", "request", "child"):
        sides[case].add(Node(*node))
    return _Held(cases, sides)


def _open(collection: Collection, groups: Sequence[Group]) -> None:
    if not groups:
        return
    cases = [
        Case(authority_id=collection.authority_id, collection=collection, kind=one.kind, reasons=list(one.reasons))
        for one in groups
    ]
    with action(SYSTEM, collection.authority.public_id) as act:
        Case.objects.bulk_create(cases)
        insert(Side, [side for case, group in zip(cases, groups, strict=True) for side in _sides(case, group.nodes)])
        for case, group in zip(cases, groups, strict=True):
            schools = len(group.requests)
            act.record("case.found", case, collection=collection.public_id, kind=str(case.kind), schools=schools)


def _join(collection: Collection, held: _Held, group: Group) -> bool:
    """Add to the oldest of the group's cases whoever is new to it; whether that, or its kind, changed anything.

    A pupil who is only expected somewhere opens nothing that is decided: the results are what is counted.
    """
    case, *others = held.of_group(group)
    joining = _Joining(case, others, group.nodes - held.sides[case.pk], held.sides[case.pk])
    if joining.is_decided:
        joining.new -= group.absent
    surer = {"kind": group.kind, "reasons": list(group.reasons)} if held.is_surer(group) else {}
    if not (joining.new or (surer and not joining.is_decided)):
        return False
    with action(SYSTEM, collection.authority.public_id) as act:
        _add(joining)
        opens = joining.opens_again
        for one in (case, *others):
            change_case(SYSTEM, one, **(surer if one is case else {}), **(UNDECIDED if opens else {}))
            if opens:
                lift_all(SYSTEM, one.authority_id, one.public_id)
            act.record("case.joined", one, collection=collection.public_id, joined=case.public_id, opened_again=opens)
    return True


class _Joining(msgspec.Struct):
    """A case to which pupils come, from other cases too; `sides` are whom it has."""

    case: Case
    others: list[Case]
    new: set[Node]
    sides: set[Node]

    @property
    def is_decided(self) -> bool:
        """Whether it is decided, and nothing open comes to it."""
        return self.case.outcome == Case.Outcome.DECIDED and not self.others

    @property
    def opens_again(self) -> bool:
        """Whether something was decided without a school that is here now."""
        decided = [one for one in (self.case, *self.others) if one.outcome == Case.Outcome.DECIDED]
        return bool(decided) and (bool(self.others) or not _requests(self.new) <= _requests(self.sides))


def _requests(nodes: Iterable[Node]) -> set[int]:
    return {node.request for node in nodes}


def _add(joining: _Joining) -> None:
    """Sides of other cases come as they are, with whatever their schools were asked."""
    for side in Side.objects.filter(case__in=joining.others).order_by("pk"):
        node = Node(side.request_id, side.child_id)
        if node not in joining.sides:
            Side.objects.filter(pk=side.pk).update(case=joining.case)
            joining.sides.add(node)
    insert(Side, list(_sides(joining.case, joining.new - joining.sides)))


def _sides(case: Case, nodes: Iterable[Node]) -> Iterator[Side]:
    for node in sorted(nodes):
        yield Side(authority_id=case.authority_id, case_id=case.pk, request_id=node.request, child_id=node.child)
