"""What schools have promised and not done yet: the earliest first, and the same as CSV with the notes."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.formats.export import Cell, csv_text
from muster.portal.casework.reads.notes import Noted, notes_in, promises_due, promises_of
from muster.portal.foundation.clock import LONDON
from muster.portal.organisations.models import Role
from muster.portal.organisations.permissions import sees_pupils_at
from muster.portal.pages.authority.collections.place import place_of
from muster.portal.pages.shared.downloads import CSV, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_HEADER = ("URN", "DfE number", "School", "Noted", "By", "Promised to send by", "Promise", "Note")


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def promises(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The promises that are not kept yet; those whose day has passed are marked."""
    place = place_of(visit, collection)
    due = promises_due(visit.scope, place.collection)
    passed = sum(one.promise.is_past for one in due)
    facts = place.facts(due=due, passed=passed, may_read=sees_pupils_at(visit.access, place.collection.authority))
    return render(request, "authority/chasing/promises.html", facts)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def download(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:  # noqa: ARG001 - all views are given it
    """Every note of the collection, with what was promised, as CSV."""
    place = place_of(visit, collection)
    holding = {one.request_id: one.noted_at for one in promises_of(visit.scope, place.collection).values()}
    rows = [_row(one, holding) for one in notes_in(visit.scope, place.collection)]
    content = csv_text(_HEADER, rows).encode("utf-8-sig")
    name = f"Notes and promises {place.collection.year}.csv"
    return file_to_save(content, CSV, name)


def _row(note: Noted, holding: dict[int, datetime]) -> list[Cell]:
    school, holds = note.request.school, holding.get(note.request.pk) == note.at
    said = "holds" if holds else "withdrawn" if note.no_promise else "replaced" if note.promised_on else ""
    return [
        school.urn,
        school.number,
        school.name,
        f"{note.at.astimezone(LONDON):%Y-%m-%d %H:%M}",
        note.by_name,
        note.promised_on,
        said,
        note.text,
    ]
