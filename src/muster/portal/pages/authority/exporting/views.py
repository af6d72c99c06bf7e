"""Taking away: the page that offers everything, one export with how far it is, its download, its end."""

from collections.abc import Iterator
from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.casework.actions.exporting import ask_for_export, erase_export, record_taken
from muster.portal.casework.exports.columns import Table, as_csv, as_workbook
from muster.portal.casework.exports.findings import COLUMNS as OF_FINDINGS
from muster.portal.casework.exports.held import exports_of, pieces_of, schools_in
from muster.portal.casework.exports.pupils import columns_of
from muster.portal.casework.exports.schools import schools_tables
from muster.portal.casework.models import BulkImport, Export
from muster.portal.casework.reads.imports import imports_taken_of
from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.files import FileMissing
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place, place_of, results_place_of
from muster.portal.pages.authority.exporting.forms import ExportForm
from muster.portal.pages.authority.exporting.offered import export_at, file_name, kinds_for, said_of, state_of
from muster.portal.pages.shared.downloads import CSV, XLSX, file_to_save, to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.facts import InForce
from muster.portal.returns.reads.standing import Which

SHOWN = 20
_IMPORTS = 5
_TYPES = {Export.Form.XLSX: XLSX, Export.Form.CSV: CSV, Export.Form.ZIP: "application/zip"}


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER, Role.ADVISER)
@require_safe
def exports(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """What can be taken away, and what was asked for lately."""
    return _page(request, place_of(visit, collection), None)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_POST
def ask(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Have a file made."""
    place = place_of(visit, collection)
    kind = request.POST.get("kind", "")
    if kind not in Export.Kind.values:
        return _page(request, place, None)
    if Export.Kind(kind) not in kinds_for(place):
        raise PermissionDenied
    form = ExportForm(Export.Kind(kind), request.POST, _brought(place))
    made = _asked(place, form) if form.is_valid() else None
    return redirect(place.address("authority-export", export=made.public_id)) if made else _page(request, place, form)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def export(request: PortalRequest, visit: Visit, collection: str, export: str) -> HttpResponse:
    """One export: how far it is, what is in it, the way to download it."""
    place = place_of(visit, collection)
    found = export_at(place, export)
    rows = schools_in(visit.scope, found) if found.kind == Export.Kind.CTFS else None
    facts = {"export": found, "what": said_of(found), "state": state_of(found), "schools": rows}
    facts |= {"file_name": file_name(found), "back": place.address("authority-exports")}
    return render(request, "authority/exporting/export.html", place.facts() | facts)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def download(request: PortalRequest, visit: Visit, collection: str, export: str) -> HttpResponseBase:
    """The file, piece by piece; that it is taken is recorded before the first."""
    place = place_of(visit, collection)
    found = export_at(place, export)
    pieces = pieces_of(visit.scope, found)
    try:
        first = next(pieces, b"")  # what cannot be read is not recorded as taken
        record_taken(visit.actor, found)
    except (FileMissing, Refusal):
        messages.warning(request, Refusal("export_gone").sentence)
        return redirect(place.address("authority-export", export=export))
    answer = StreamingHttpResponse(chain((first,), pieces), content_type=_TYPES[Export.Form(found.form)])
    answer.headers["Content-Length"] = str(found.size)
    return to_save(answer, file_name(found))


@for_authority(Role.OFFICER)
@require_POST
def erase(request: PortalRequest, visit: Visit, collection: str, export: str) -> HttpResponse:
    """Delete the file now."""
    place = place_of(visit, collection)
    found = export_at(place, export)
    try:
        erase_export(visit.actor, found)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, "The file is deleted.")
    return redirect(place.address("authority-exports"))


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def schools(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Results by school, at once: a workbook, or with `as` a CSV by "school" or by "subject"; no pupil is in it."""
    place = results_place_of(visit, collection)
    which = Which.ACCEPTED if request.GET.get("which") == Which.ACCEPTED else Which.ALL
    tables = schools_tables(visit.scope, place.collection, which)
    content, form = _as_asked(request.GET.get("as", ""), tables)
    name = f"{place.collection.authority.la}_{place.collection.year}_schools_{which}.{form}"
    return file_to_save(content, _TYPES[Export.Form(form)], name)


def _as_asked(asked: str, tables: list[Table]) -> tuple[bytes, str]:
    if asked in ("school", "subject"):
        return as_csv(tables[asked == "subject"]), "csv"
    return as_workbook(tables), "xlsx"


def _asked(place: Place, form: ExportForm) -> Export | None:
    try:
        return ask_for_export(place.visit.actor, place.collection, form.wanted())
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _page(request: PortalRequest, place: Place, form: ExportForm | None) -> HttpResponse:
    kinds = kinds_for(place)
    brought = _brought(place)
    offered = {kind.value: ExportForm(kind, brought=brought) for kind in kinds}
    if form is not None:
        offered[form["kind"].value()] = form
    facts = {
        "form": form,
        "offered": offered,
        "rows": list(_rows(place, kinds)),
        "of_results": place.collection.kind == Collection.Kind.KS1,
        "accepted": _accepted(place),
        "last": _last_taken(place),
        "columns": _columns(place, kinds),
    }
    return render(request, "authority/exporting/exports.html", place.facts(**facts))


def _brought(place: Place) -> list[BulkImport]:
    """The imports of which files were taken, the newest few."""
    return list(imports_taken_of(place.visit.scope, place.collection)[:_IMPORTS])


def _rows(place: Place, kinds: list[Export.Kind]) -> Iterator[tuple[Export, str, str]]:
    for one in exports_of(place.visit.scope, place.collection).filter(kind__in=kinds)[:SHOWN]:
        yield one, said_of(one), state_of(one)


def _accepted(place: Place) -> int:
    rows = requests_of(place.visit.scope).filter(collection=place.collection)
    return rows.filter(school_return__in_force=InForce.ACCEPTED).count()


def _last_taken(place: Place) -> Export | None:
    """The CTFs that were downloaded last."""
    rows = exports_of(place.visit.scope, place.collection).filter(kind=Export.Kind.CTFS)
    return rows.exclude(taken_at=None).order_by("-taken_at").first()


def _columns(place: Place, kinds: list[Export.Kind]) -> list[tuple[str, object]]:
    """What the columns of the tables by pupil mean."""
    if Export.Kind.RESULTS not in kinds:
        return []
    return [("Results by pupil", columns_of(place.collection)), ("Findings and explanations", OF_FINDINGS)]
