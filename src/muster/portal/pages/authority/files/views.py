"""What schools handed in to a collection of files alone: the list, and all of it in one archive."""

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.audit.viewing import record_view
from muster.portal.collecting.reads import requests_of
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import files_place_of
from muster.portal.pages.authority.files.archive import archive_of
from muster.portal.pages.shared.downloads import to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.reads.handed_in import newest_files


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def received(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The file of each school that counts, with its receipt."""
    place = files_place_of(visit, collection)
    rows = newest_files(visit.scope, place.collection)
    asked = requests_of(visit.scope).filter(collection=place.collection).count()
    return render(request, "authority/files/received.html", place.facts(rows=rows, asked=asked))


@for_authority(Role.OFFICER)
@require_safe
def everything(_request: PortalRequest, visit: Visit, collection: str) -> HttpResponseBase:
    """All of them in one archive, to keep; that it was taken is recorded."""
    place = files_place_of(visit, collection)
    rows = newest_files(visit.scope, place.collection)
    if not rows:
        raise Http404
    authority = place.collection.authority.public_id
    record_view(visit.actor, authority, "files", shown=len(rows))
    name = f"{place.collection.title}.zip"
    return to_save(StreamingHttpResponse(archive_of(authority, rows), content_type="application/zip"), name)
