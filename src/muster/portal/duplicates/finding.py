"""Pupils of a collection whom two schools send, by what keys tell: the certain classes, and why, in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from muster.likeness import Claimed, Match, find_exact
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.sent import Node, Sent, sent_by_children
from muster.portal.duplicates.suspects import suspected
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import records_of
from muster.portal.returns.claims import counting_versions


class Found(NamedTuple):
    """Two pupils at two schools who are, or may be, one child, with the ids of the likeness's reasons."""

    one: Node
    other: Node
    kind: str
    reasons: tuple[str, ...] = ()


def exact(collection: Collection) -> list[Found]:
    """Every two pupils of two schools' versions that count who have a UPN, former UPN, or name and birth in common.

    Also those whom the authority knows as one child by what was sent before, or put right. For the machine alone.
    """
    versions = counting_versions(collection)
    return matched(collection, sent_by_children(versions, suspected(collection.authority_id, versions)))


def matched(collection: Collection, sent: Sequence[Sent]) -> list[Found]:
    """Those of these who are matched with each other."""
    by_result = {one.result: one for one in sent}
    matches = find_exact(claimed(collection, sent))
    return [*(found_of(match, by_result) for match in matches), *_known_as_one(sent, matches)]


def claimed(collection: Collection, sent: Sequence[Sent]) -> Iterator[Claimed]:
    """Who they are, opened."""
    rows = Identity.objects.filter(pk__in=one_of_keys(one.identity for one in sent))
    people = records_of(collection.authority.public_id, rows)
    for one in sent:
        record = people.get(one.identity)
        if record is not None:
            yield claimed_as(one.result, one.request, record)


def claimed_as(key: int, request: int, record: IdentityRecord) -> Claimed:
    """Somebody whom the school of the request has, with a key of the caller's."""
    return Claimed(
        key=key,
        school=str(request),
        upn=record.upn,
        former_upn=record.former_upn,
        surname=record.surname,
        forename=record.forename,
        preferred_surname=record.preferred_surname,
        preferred_forename=record.preferred_forename,
        dob=record.dob,
        sex=record.sex,
    )


def found_of(match: Match, by_result: dict[int, Sent]) -> Found:
    """The match of two rows, by the pupils' places."""
    one, other = by_result[int(match.first)], by_result[int(match.second)]
    return Found(one.node, other.node, str(match.kind), match.reasons)


def _known_as_one(sent: Iterable[Sent], matches: Iterable[Match]) -> Iterator[Found]:
    """One child by what was known before: renumbered since, say. One text that is no UPN ("TBC") makes no child one."""
    told = {frozenset((match.first, match.second)) for match in matches}
    by_child: dict[int, list[Sent]] = defaultdict(list)
    for one in sent:
        by_child[one.who.child].append(one)
    for first, *others in by_child.values():
        for other in others:
            apart = other.request != first.request and frozenset((first.result, other.result)) not in told
            if apart and first.is_known and other.is_known and not (first.who.upn and first.who.upn == other.who.upn):
                yield Found(first.node, other.node, Case.Kind.FORMER_UPN)
