"""The schools that a collection asked, each with its return: what every page and file over all schools begins with."""

from enum import Enum

from django.db.models import QuerySet

from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.brought import brought_by

_VERSIONS = ("newest", "confirmed")
_SEALED = tuple(f"school_return__{one}__sealed" for one in _VERSIONS)
_SELDOM = (
    *("made_at", "school__made_at", "school__trust__made_at"),
    *("school_return__made_at", "school_return__checked_with"),
)
_OF_A_VERSION = (
    *("public_id", "made_at", "authority", "school_return", "number", "origin", "base", "made_by", "made_by_name"),
    *("ruleset", "kind", "file_name", "file", "sha256", "size", "late", "for_school"),
)
_NOT_COUNTED = tuple(f"school_return__{one}__{column}" for one in _VERSIONS for column in _OF_A_VERSION)
_BRIEF = (
    *("participation", "school", "school__la", "school__estab", "school__urn", "school__name", "school__closed"),
    *("school__trust", "school__trust__name"),
    *(
        f"school_return__{one}"
        for one in ("draft", "in_force", "turn", "reported", *_VERSIONS, "newest__id", "confirmed__id")
    ),
)


class With(Enum):
    """How much is read of each school; anything else would be read row by row."""

    VERSIONS = "versions"
    """All but the versions' records, and what hardly anybody asks."""
    PUPILS = "pupils"
    """Of versions only how many pupils they have."""
    BRIEF = "brief"
    """What a line of a table says: numbers and names, and how far it is."""


def asked_of(scope: Scope, collection: Collection, read: With = With.VERSIONS) -> list[Request]:
    """The requests by the school's name, with trust, return, and the return's versions. One query, however many.

    What all of them share is the same object: to read it anew for each row would take as long as the rest.
    """
    rows = requests_of(scope).filter(collection=collection).order_by("school__name", "school__urn")
    joined = rows.select_related(None).select_related("school__trust", *(f"school_return__{one}" for one in _VERSIONS))
    requests = list(_lean(joined, read))
    for one in requests:
        one.collection, one.authority, one.school.authority = collection, collection.authority, collection.authority
        found = brought_by(one)
        if found is not None:
            found.school, found.authority = one.school, collection.authority
    return requests


def _lean(rows: QuerySet[Request], read: With) -> QuerySet[Request]:
    if read is With.BRIEF:
        return rows.only(*_BRIEF)
    return rows.defer(*_SEALED, *_SELDOM, *(_NOT_COUNTED if read is With.PUPILS else ()))
