"""Pupils as schools sent them, with the keys of who they are by now: what tells that two are one child."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Collection as Several
from typing import Any, NamedTuple

from django.db.models import QuerySet

from muster.portal.foundation.matching import among, one_of_keys
from muster.portal.pupils.models import Child, Identity
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


Rows = Iterable[tuple[Any, ...]]
"""Rows as `_one` takes them: of a result, of its child, of its identity."""
_OWN = ("version_id", "pk", "place", "child_id", "identity_id", *SUBJECTS)
_CHILD, _IDENTITY = _OWN.index("child_id"), _OWN.index("identity_id")
_OF_A_CHILD = ("child__protected",)
_BY = "identity__"
_OF_AN_IDENTITY = tuple(f"{_BY}{one}" for one in ("erased_at", "upn_key", "former_upn_key", "name_dob_key"))
_MANY = 1_000
"""More children than this are a whole authority's, and not those of a page."""


def sent_in(versions: Versions) -> list[Sent]:
    """Everybody in these versions; those erased are left out."""
    return _sent(Result.objects.filter(version__in=one_of_keys(versions)), versions)


def sent_by_children(versions: Versions, children: Several[int]) -> list[Sent]:
    """Those in these versions who were sent as one of these children, or are one of them by now."""
    joined = _joined if len(children) <= _MANY else _read_apart
    found = _sent(Result.objects.filter(among("child", children)), versions, joined)
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


def _sent(
    rows: QuerySet[Result], versions: Versions, joined: Callable[[QuerySet[Result]], Rows] | None = None
) -> list[Sent]:
    """These rows, of these versions alone: the database finds children by their index, and versions are few."""
    listed = [row for row in (joined or _joined)(rows.order_by()) if row[0] in versions]
    after = _put_right([row[1] for row in listed])
    who = who_is(after.values())
    sent = (_one(row, versions[row[0]].request, after.get(row[1]), who) for row in listed)
    return [one for one in sent if one is not None]


def _joined(rows: QuerySet[Result]) -> Rows:
    """These rows with whom they are about. One query."""
    return rows.values_list(*_OWN, *_OF_A_CHILD, *_OF_AN_IDENTITY)


def _read_apart(rows: QuerySet[Result]) -> Rows:
    """The same of many rows: each table on its own in the order of its keys, where a join would go to and fro."""
    listed: list[tuple[Any, ...]] = list(rows.values_list(*_OWN))
    children = {row[_CHILD] for row in listed}
    protected = set(Child.objects.filter(among("pk", children), protected=True).values_list("pk", flat=True))
    identities = Identity.objects.filter(among("pk", (row[_IDENTITY] for row in listed)))
    told = {key: of for key, *of in identities.values_list("pk", *(one.removeprefix(_BY) for one in _OF_AN_IDENTITY))}
    for row in listed:
        yield (*row, row[_CHILD] in protected, *told[row[_IDENTITY]])


def _put_right(results: Sequence[int]) -> dict[int, int]:
    """By the row's key the identity as the authority put it right last, of those where it did."""
    if not results:
        return {}
    rows = IdentityCorrection.objects.filter(result__in=one_of_keys(results)).order_by("pk")
    return dict(rows.values_list("result_id", "after_id"))


def _one(row: tuple[Any, ...], request: int, after: int | None, put_right: Mapping[int, Who]) -> Sent | None:
    """The row's pupil; None once erased. Whom the file told is its identity's child: no need to ask for that again."""
    version, key, place, child, before, *others = row
    *outcomes, is_protected, erased_at, upn, former_upn, name_dob = others
    if after is not None and after != before:
        who = put_right.get(after)
        if who is None:
            return None
        protected = is_protected or who.is_protected
        return Sent(key, version, request, place, child, after, who, True, protected, tuple(outcomes))
    if erased_at is not None:
        return None
    who = Who(child, is_protected, upn, former_upn, name_dob)
    return Sent(key, version, request, place, child, before, who, False, is_protected, tuple(outcomes))
