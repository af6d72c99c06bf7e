"""Pupils as schools sent them, with the keys of who they are by now: what tells that two are one child."""

from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from muster.portal.foundation.matching import among, one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.returns.claims import Counting
from muster.portal.returns.models import IdentityCorrection, Result
from muster.portal.returns.signatures import SUBJECTS

Versions = Mapping[int, Counting]
"""By their keys the versions that are looked at, and whose each is."""


class Node(NamedTuple):
    """A pupil at a school: the keys of the request and of the child."""

    request: int
    child: int


class Who(NamedTuple):
    """What an identity tells without being opened; "" for what it does not have."""

    child: int
    is_protected: bool
    upn: str
    former_upn: str
    name_dob: str


class Sent(NamedTuple):
    """A pupil of a version: the keys of the row, of the version, of the request and of the identity that holds by now.

    `sent_as` is the child whom the file told, `who` tells who they are by now, `is_put_right` whether the authority
    has corrected that. `is_protected` goes for either child.
    """

    result: int
    version: int
    request: int
    place: int
    sent_as: int
    identity: int
    who: Who
    is_put_right: bool
    is_protected: bool
    outcomes: tuple[str, ...]

    @property
    def node(self) -> Node:
        """The pupil at the school, as they are known by now."""
        return Node(self.request, self.who.child)

    @property
    def is_known(self) -> bool:
        """Whether the child's key tells who it is: not where somebody was put right whom nothing else tells of.

        They keep the key of the child as whom they were sent.
        """
        return not self.is_put_right or self.who.child != self.sent_as

    @property
    def nodes(self) -> frozenset[Node]:
        """The same, also as the child whom the file told."""
        return frozenset((self.node, Node(self.request, self.sent_as)))


def sent_in(versions: Versions) -> list[Sent]:
    """Everybody in these versions; those erased are left out."""
    return _sent(Result.objects.filter(version__in=one_of_keys(versions)), versions)


def sent_by_children(versions: Versions, children: Several[int]) -> list[Sent]:
    """Those in these versions who were sent as one of these children, or are one of them by now."""
    found = _sent(Result.objects.filter(among("child", children)), versions)
    after = IdentityCorrection.objects.filter(after__child__in=one_of_keys(children))
    corrected = list(after.values_list("result_id", flat=True))
    if not corrected:
        return found
    known = {one.result for one in found}
    put_right = _sent(Result.objects.filter(pk__in=one_of_keys(corrected)), versions)
    return [*found, *(one for one in put_right if one.result not in known)]


def who_is(identities: Iterable[int]) -> dict[int, Who]:
    """By its key what each of these identities tells; those erased are left out."""
    wanted = set(identities)
    if not wanted:
        return {}
    rows = Identity.objects.filter(pk__in=one_of_keys(wanted), erased_at=None)
    columns = ("child_id", "child__protected", "upn_key", "former_upn_key", "name_dob_key")
    return {key: Who(*told) for key, *told in rows.values_list("pk", *columns)}


def _sent(rows: QuerySet[Result], versions: Versions) -> list[Sent]:
    """These rows, of these versions alone: the database finds children by their index, and versions are few."""
    listed: list[tuple[Any, ...]] = [row for row in rows.order_by().values_list(*_COLUMNS) if row[0] in versions]
    after = _put_right([row[1] for row in listed])
    who = who_is(after.values())
    sent = (_one(row, versions[row[0]].request, after.get(row[1]), who) for row in listed)
    return [one for one in sent if one is not None]


def _put_right(results: Sequence[int]) -> dict[int, int]:
    """By the row's key the identity as the authority put it right last, of those where it did."""
    if not results:
        return {}
    rows = IdentityCorrection.objects.filter(result__in=one_of_keys(results)).order_by("pk")
    return dict(rows.values_list("result_id", "after_id"))


def _one(row: tuple[Any, ...], request: int, after: int | None, put_right: Mapping[int, Who]) -> Sent | None:
    """The row's pupil; None once erased. Whom the file told is its identity's child: no need to ask for that again."""
    version, key, place, child, is_protected, before, erased_at, *keys = row[: -len(SUBJECTS)]
    outcomes = row[-len(SUBJECTS) :]
    if after is not None and after != before:
        who = put_right.get(after)
        if who is None:
            return None
        protected = is_protected or who.is_protected
        return Sent(key, version, request, place, child, after, who, True, protected, outcomes)
    if erased_at is not None:
        return None
    who = Who(child, is_protected, *keys)
    return Sent(key, version, request, place, child, before, who, False, is_protected, outcomes)


_COLUMNS = (
    "version_id",
    "pk",
    "place",
    "child_id",
    "child__protected",
    "identity_id",
    "identity__erased_at",
    "identity__upn_key",
    "identity__former_upn_key",
    "identity__name_dob_key",
    *SUBJECTS,
)
