"""Pupils of a collection whom two schools send, by what keys tell: the certain classes, and why, in words."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from muster.likeness import Claimed, Match, Pair, pairs_by_keys
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
    """Two pupils at two schools who are, or may be, one child, with the ids of the likeness's reasons.

    Where these are still to be told, `identities` are the keys of those that tell them.
    """

    one: Node
    other: Node
    kind: str
    reasons: tuple[str, ...] = ()
    identities: tuple[int, ...] = ()


def exact(collection: Collection) -> list[Found]:
    """Every two pupils of two schools' versions that count who have a UPN, former UPN, or name and birth in common.

    Also those whom the authority knows as one child by what was sent before, or put right. No identity is opened: that
    two have something in common their keys tell. For the machine alone.
    """
    versions = counting_versions(collection)
    return matched(sent_by_children(versions, suspected(collection.authority_id, versions)))


def matched(sent: Sequence[Sent]) -> list[Found]:
    """Those of these who are matched with each other."""
    who = [one.who for one in sent]
    columns = ([one.upn for one in who], [one.former_upn for one in who], [one.name_dob for one in who])
    pairs = pairs_by_keys([one.request for one in sent], *columns)
    found = [_found(sent[first], sent[second], kind) for (first, second), kind in pairs.items()]
    return [*found, *_known_as_one(sent, pairs)]


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


def _found(one: Sent, other: Sent, kind: str) -> Found:
    return Found(one.node, other.node, kind, identities=(one.identity, other.identity))


def _known_as_one(sent: Sequence[Sent], told: Container[Pair]) -> Iterator[Found]:
    """One child by what was known before: renumbered since, say; without those of whom keys have told it."""
    by_child: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(sent):
        if one.is_known:
            by_child[one.who.child].append(place)
    for first, *others in by_child.values():
        for other in others:
            if sent[first].request != sent[other].request and (first, other) not in told:
                yield Found(sent[first].node, sent[other].node, Case.Kind.FORMER_UPN)
