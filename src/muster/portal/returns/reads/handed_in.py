"""The files that came for collections of files alone."""

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import HandedIn


def handed_in(scope: Scope, request: Request) -> list[HandedIn]:
    """Every file that a school handed in to a request, the newest, which counts, first."""
    rows = HandedIn.objects.filter(request=request)
    return list(scope.within(rows, school="request__school").order_by("-number"))


def handed_in_at(scope: Scope, request: Request, public_id: str) -> HandedIn | None:
    """The file of the request with this public id, where the scope reaches it."""
    rows = HandedIn.objects.filter(request=request, public_id=public_id)
    return scope.within(rows, school="request__school").first()


def newest_files(scope: Scope, collection: Collection) -> list[HandedIn]:
    """The file of each school that counts, with request and school, by the school's name. One query."""
    rows = HandedIn.objects.filter(request__collection=collection).select_related("request__school")
    newest = {row.request_id: row for row in scope.within(rows, school="request__school").order_by("number")}
    for row in newest.values():
        row.request.collection = collection
    return sorted(newest.values(), key=lambda row: (row.request.school.name, row.request.school.urn))
