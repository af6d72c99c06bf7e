"""One table: its columns chosen, being read, its preview with what must be put right, loaded."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.casework.actions.tables import choose_columns, discard_table, load_table, read_again
from muster.portal.casework.tables.found import Note
from muster.portal.casework.tables.kinds import KINDS
from muster.portal.casework.tables.mapping import guessed, looks_like
from muster.portal.foundation.refusals import Changed, Refusal, sentences
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.tables.forms import ColumnsForm
from muster.portal.pages.authority.tables.reading import read_small
from muster.portal.pages.authority.tables.words import NAMES, counts_in_words
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.reads.rechecked import to_be_checked_again
from muster.portal.rolls.models import TableUpload
from muster.portal.rolls.reads import columns_kept, table_upload_with, table_uploads

_SHOWN = 200
_MANY = 10


@for_authority(Role.OFFICER)
@require_safe
def table(request: PortalRequest, visit: Visit, upload: str) -> HttpResponse:
    """How far the table is, and what is to do."""
    found = _found(visit, upload)
    if not found.columns:
        return redirect("authority-table-columns", upload=upload)
    return _page(request, visit, found, RevisedForm(initial={"revision": found.revision}))


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: PortalRequest, visit: Visit, upload: str) -> HttpResponse:
    """Which column is which: guessed, or as in the last table of the kind."""
    found = _found(visit, upload)
    if found.loaded_at is not None:
        return redirect("authority-table", upload=upload)
    headings, kept = found.preview["headings"], columns_kept(visit.scope, found.kind)
    before = found.columns or guessed(found.kind, headings, kept)
    form = ColumnsForm(found.kind, headings, before, found.revision, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _chosen(visit, found, form):
        return redirect("authority-table", upload=upload)
    other = looks_like(found.kind, headings)
    missing = KINDS[found.kind].missing(before)
    facts = {"form": form, "other": NAMES[other] if other else "", "missing": missing, "kept": bool(kept)}
    return render(request, "authority/tables/columns.html", _facts(found) | facts)


@for_authority(Role.OFFICER)
@require_POST
def load(request: PortalRequest, visit: Visit, upload: str) -> HttpResponse:
    """Load the table as its preview says."""
    found, form = _found(visit, upload), RevisedForm(request.POST)
    if form.is_valid():
        try:
            load_table(visit.actor, found, form.cleaned_data["revision"])
        except Changed as changed:
            messages.info(request, changed.sentence)
        except Refusal as refusal:
            messages.info(request, refusal.sentence)
            if refusal.id == "table_changed_meanwhile":
                read_again(visit.actor, found)
                read_small(found)
        else:
            messages.success(request, f"{NAMES[found.kind]}: the table is loaded, and its file is deleted here.")
    return redirect("authority-table", upload=upload)


@for_authority(Role.OFFICER)
@require_POST
def discard(request: PortalRequest, visit: Visit, upload: str) -> HttpResponse:
    """Throw the table away."""
    found, form = _found(visit, upload), RevisedForm(request.POST)
    if form.is_valid():
        try:
            discard_table(visit.actor, found, form.cleaned_data["revision"])
        except Refusal as refusal:
            messages.info(request, refusal.sentence)
            return redirect("authority-table", upload=upload)
        messages.success(request, "The table is thrown away. Nothing of it was loaded.")
    return redirect("authority-tables")


def _found(visit: Visit, public_id: str) -> TableUpload:
    found = table_upload_with(visit.scope, public_id)
    if found is None:
        raise Http404
    return found


def _chosen(visit: Visit, upload: TableUpload, form: ColumnsForm) -> bool:
    seen = form.cleaned_data["revision"]
    chosen = form.does(
        lambda: choose_columns(visit.actor, upload, seen, form.given()),
        lambda: _found(visit, upload.public_id).revision,
    )
    if chosen:
        read_small(upload)
    return chosen


def _facts(upload: TableUpload) -> dict[str, Any]:
    return {"upload": upload, "name": NAMES[upload.kind], "rows": upload.preview["rows"], "again": _again(upload)}


def _again(upload: TableUpload) -> str:
    """Where the same table is uploaded once it is put right; a roll keeps what was said of it."""
    if upload.collection is None:
        return reverse("authority-table-upload", kwargs={"kind": upload.kind})
    roll = reverse("authority-collection-roll", kwargs={"collection": upload.collection.public_id})
    return f"{roll}?after={upload.public_id}"


def _page(request: PortalRequest, visit: Visit, upload: TableUpload, form: RevisedForm) -> HttpResponse:
    facts = _facts(upload) | {"form": form}
    if upload.loaded_at is None and upload.finished_at is None:
        return render(request, "authority/tables/reading.html", facts | {"stopped": upload.stopped_at is not None})
    return render(request, "authority/tables/preview.html", facts | _preview(visit, upload))


def _preview(visit: Visit, upload: TableUpload) -> dict[str, Any]:
    held = upload.preview
    refused = held.get("refused")
    same = table_uploads(visit.scope).filter(kind=upload.kind, sha256=upload.sha256).exclude(loaded_at=None)
    return {
        "refused": sentences()[refused[0]].format(**refused[1]) if refused else "",
        "faults": _shown(upload, held.get("faults", [])),
        "faults_count": held.get("faults_count", 0),
        "notes": _shown(upload, held.get("notes", [])),
        "notes_count": held.get("notes_count", 0),
        "left_out": [(count, sentences()[why]) for why, count in held.get("left_out", {}).items()],
        "counts": counts_in_words(upload.kind, held.get("counts", {})),
        "changes": held.get("changes", []),
        "nothing": held.get("nothing", False),
        "many_gone": _many_gone(held.get("counts", {})),
        "waiting": _waiting(visit, upload),
        "same": same.exclude(pk=upload.pk).first(),
    }


def _many_gone(counts: dict[str, int]) -> int:
    """How many pupils are no longer in a roll, where that is more than its tenth; else 0."""
    gone = counts.get("gone", 0)
    return gone if gone * _MANY > counts.get("pupils", 0) else 0


def _waiting(visit: Visit, upload: TableUpload) -> int:
    """Returns that are still to be checked again beside a roll that was loaded."""
    if upload.collection is None or upload.loaded_at is None:
        return 0
    return to_be_checked_again(visit.scope, upload.collection)


def _shown(upload: TableUpload, notes: list[list[Any]]) -> list[tuple[str, str, str]]:
    """Row, the table's own heading, and what is so; down the table, as somebody goes through it."""
    made = sorted((Note(*note) for note in notes), key=lambda one: one.row)
    return [(str(one.row) if one.row else "", _heading(upload, one.column), one.sentence) for one in made[:_SHOWN]]


def _heading(upload: TableUpload, column: str) -> str:
    place = upload.columns.get(column)
    if place is None and column == "estab":
        place = next((upload.columns[name] for name in ("dfe", "estab", "urn") if name in upload.columns), None)
    return str(upload.preview["headings"][place]) if place is not None else ""
