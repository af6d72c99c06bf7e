"""Tables uploaded: what was loaded, a new one, a collection's roll."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from muster.formats.export import csv_text
from muster.portal.casework.actions.tables import OfRoll, take_table
from muster.portal.casework.tables.kinds import KINDS
from muster.portal.collecting.models import Collection
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.uploads import takes_files
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import results_place_of
from muster.portal.pages.authority.people import authority_of
from muster.portal.pages.authority.tables.forms import RollForm, UploadForm
from muster.portal.pages.authority.tables.reading import read_as_last
from muster.portal.pages.authority.tables.words import NAMES, OF_AUTHORITY
from muster.portal.pages.shared.downloads import CSV, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.rolls.models import TableKind, TableUpload
from muster.portal.rolls.reads import last_roll_load, table_uploads

_SHOWN = 20


@for_authority(Role.OFFICER)
@require_safe
def every(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The kinds of tables, those in hand, and what was loaded before."""
    found = table_uploads(visit.scope).defer("preview")
    facts = {
        "own": authority_of(visit),
        "kinds": [(str(kind), NAMES[kind]) for kind in OF_AUTHORITY],
        "in_hand": [(NAMES[one.kind], one) for one in found.filter(loaded_at=None)[:_SHOWN]],
        "loaded": [(NAMES[one.kind], one) for one in found.exclude(loaded_at=None)[:_SHOWN]],
    }
    return render(request, "authority/tables/every.html", facts)


@takes_files()
@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PortalRequest, visit: Visit, kind: str) -> HttpResponse:
    """A table of schools, of former years, or of people."""
    wanted = _kind(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        taken = _taken(visit, wanted, form)
        if taken is not None:
            return _on_to(request, visit, taken)
    facts = {"kind": kind, "name": NAMES[wanted], "back": reverse("authority-tables"), "back_text": "Tables"}
    return _page(request, form, facts)


@takes_files()
@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The pupils that a collection expects."""
    place = results_place_of(visit, collection)
    said = _said_before(visit, place.collection, request.GET.get("after", ""))
    form = RollForm(request.POST, request.FILES) if request.method == "POST" else RollForm(initial=said)
    if form.is_bound and form.is_valid():
        taken = _taken(visit, TableKind.ROLL, form, _roll_of(place.collection, form))
        if taken is not None:
            return _on_to(request, visit, taken)
    last = last_roll_load(visit.scope, place.collection)
    facts = {"kind": "roll", "name": NAMES[TableKind.ROLL], "last": last, "back_text": place.collection.title}
    return _page(request, form, place.facts(**facts))


def _said_before(visit: Visit, collection: Collection, upload: str) -> dict[str, Any]:
    """What was said of a roll that is put right and uploaded again; nothing where there is no such upload."""
    found = table_uploads(visit.scope).filter(collection=collection, public_id=upload).first()
    return {"taken_on": found.taken_on, "schools": "named" if found.only_named else "all"} if found else {}


@for_authority(Role.OFFICER)
@require_safe
def empty(_request: PortalRequest, _visit: Visit, kind: str) -> HttpResponse:
    """A table of a kind with our headings and no rows, to fill in."""
    if kind not in KINDS:
        raise Http404
    words = KINDS[kind].words
    seldom = {f"area_{number}" for number in range(4, 21)}
    content = csv_text([name for name in words if name not in seldom], [])
    return file_to_save(content, CSV, f"{kind}.csv")


def _kind(text: str) -> TableKind:
    if text not in set(OF_AUTHORITY):
        raise Http404
    return TableKind(text)


def _taken(visit: Visit, kind: TableKind, form: UploadForm, roll: OfRoll | None = None) -> TableUpload | None:
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        return take_table(visit.actor, authority_of(visit), kind, file.name or "", file.read(), roll)
    except Refusal as refusal:
        form.refuse(refusal, "taken_on" if refusal.id.startswith("roll_day") else "file")
        return None


def _on_to(request: PortalRequest, visit: Visit, taken: TableUpload) -> HttpResponse:
    """To the preview where the headings are those of the last table, else to the choice of columns."""
    if not read_as_last(visit, taken):
        return redirect("authority-table-columns", upload=taken.public_id)
    messages.info(request, "The columns are read as in your last table of this kind.")
    return redirect("authority-table", upload=taken.public_id)


def _roll_of(collection: Collection, form: RollForm) -> OfRoll:
    given = form.cleaned_data
    return OfRoll(collection, given["taken_on"], only_named=given["schools"] == "named")


def _page(request: PortalRequest, form: UploadForm, facts: Mapping[str, object]) -> HttpResponse:
    return render(request, "authority/tables/upload.html", {**facts, "form": form})
