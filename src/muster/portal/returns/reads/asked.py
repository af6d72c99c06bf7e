"""The schools that a collection asked, each with its return: what every page and file over all schools begins with."""

from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Return

_VERSIONS = ("newest", "confirmed")
_BRIEF = (
    *("participation", "school", "school__la", "school__estab", "school__urn", "school__name"),
    *("school__trust", "school__trust__name"),
    *(f"school_return__{one}" for one in ("draft", "in_force", "turn", *_VERSIONS, "newest__id", "confirmed__id")),
)
"""What a line of a table says of a school: its number, names, and how far it is."""


def asked_of(scope: Scope, collection: Collection, *, brief: bool = False) -> list[Request]:
    """The requests by the school's name, with trust, return, and the return's versions without their records.

    One query, however many schools. What all of them share is the same object: to read it anew for each row would take
    as long as the rest. In brief there is only what a line of a table says; anything else would be read row by row.
    """
    rows = requests_of(scope).filter(collection=collection).order_by("school__name", "school__urn")
    joined = rows.select_related(None).select_related("school__trust", *(f"school_return__{one}" for one in _VERSIONS))
    heavy = (f"school_return__{one}__sealed" for one in _VERSIONS)
    requests = list(joined.only(*_BRIEF) if brief else joined.defer(*heavy))
    for one in requests:
        one.collection, one.authority, one.school.authority = collection, collection.authority, collection.authority
        found = return_of(one)
        if found is not None:
            found.school, found.authority = one.school, collection.authority
    return requests


def return_of(request: Request) -> Return | None:
    """The return that a request brought along; None where nothing was sent."""
    found: Return | None = getattr(request, "school_return", None)
    return found
