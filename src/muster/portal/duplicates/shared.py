"""What many cases have in common, each row of it read once: schools with their returns, and children."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from muster.portal.collecting.models import Collection, Request
from muster.portal.duplicates.models import Side
from muster.portal.foundation.matching import one_of, one_of_keys
from muster.portal.pupils.models import Child
from muster.portal.returns.brought import brought_by
from muster.portal.returns.claims import counting_version, is_abandoned
from muster.portal.returns.models import Result, Version

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from muster.portal.returns.put_right import Present

_VERSIONS = tuple(f"school_return__{one}" for one in ("newest", "confirmed"))
_BRIEF = (
    *("public_id", "authority", "revision", "participation", "school"),
    *(f"school__{one}" for one in ("public_id", "authority", "la", "estab", "urn", "name")),
    *(f"school_return__{one}" for one in ("public_id", "request", "school", "in_force", "newest", "confirmed")),
    *(f"{version}__{one}" for version in _VERSIONS for one in ("public_id", "school_return")),
)
_SELDOM = (
    *("made_at", "said_by", "reason", "school__made_at", "school__areas", "school__predecessors"),
    *("school_return__made_at", "school_return__checked_with", "school_return__not_listed"),
    *(f"{version}__{column}" for version in _VERSIONS for column in ("sealed", "sha256", "file", "ruleset")),
)
OF_A_CHILD = ("public_id", "authority", "revision", "protected")


def requests_with(collection: Collection, keys: Iterable[int], *, brief: bool) -> dict[int, Request]:
    """The requests of these keys by key, with school, return, and its versions. One query.

    `brief` reads what a line of a list says, and the rest of a row only when it is asked for. What all of them share
    is the same object: to read it anew for each row takes longer than all the rest.
    """
    rows = Request.objects.filter(pk__in=one_of_keys(keys)).select_related("school", *_VERSIONS)
    found = {one.pk: one for one in (rows.only(*_BRIEF) if brief else rows.defer(*_SELDOM))}
    for one in found.values():
        one.collection, one.authority, one.school.authority = collection, collection.authority, collection.authority
        kept = brought_by(one)
        if kept is not None:
            kept.school, kept.authority = one.school, collection.authority
    return found


def versions_of(requests: Iterable[Request]) -> dict[int, Version]:
    """The versions of these requests that count, by key, each with its return."""
    found = {}
    for request in requests:
        kept = brought_by(request)
        version = counting_version(kept) if kept and not is_abandoned(request, kept) else None
        if kept is not None and version is not None:
            version.school_return = kept
            found[version.pk] = version
    return found


class Children:
    """The children of these sides and results, which are given theirs, and whoever the results' pupils are by now.

    The sides bring theirs along. One query where a pupil was sent as, or turned out to be, somebody else.
    """

    def __init__(self, sides: Iterable[Side], results: "Sequence[WithAnnotations[Result, Present]]") -> None:
        self.by_key = {side.child_id: side.child for side in sides}
        self.by_public_id = {one.public_id: one for one in self.by_key.values()}
        keys = {row.child_id for row in results} - self.by_key.keys()
        present = {row.present_child for row in results} - self.by_public_id.keys()
        for one in _others(keys, present) if keys or present else ():
            self.by_key[one.pk] = self.by_public_id[one.public_id] = one
        for row in results:
            row.child = self.by_key[row.child_id]


def _others(keys: Iterable[int], public_ids: Iterable[str]) -> QuerySet[Child]:
    wanted = Q(pk__in=one_of_keys(keys)) | Q(public_id__in=one_of(sorted(public_ids)))
    return Child.objects.filter(wanted).only(*OF_A_CHILD)
