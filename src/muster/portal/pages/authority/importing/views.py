"""Many schools' files brought in together: the archive is handed over, its files are looked at, then taken."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.casework.actions.importing import Given, begin_import, take_files
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.casework.reads.imports import Progress, files_of, import_at, imports_of, progress_of
from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.foundation.uploads import MANY_FILES, takes_files
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import Place, results_place_of
from muster.portal.pages.authority.importing.forms import BringForm, TakeForm
from muster.portal.pages.authority.importing.lines import (
    csv_of,
    lines_of,
    numbers_of,
    shown_in,
    those_shown,
    workbook_of,
)
from muster.portal.pages.shared.downloads import CSV, XLSX, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.pages.shared.session import asked_by_itself
from muster.portal.returns.policies import check_sending

_MOST_AT_ONCE = 1_000


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def imports(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """What was brought in so far, and for officers the form for more."""
    return _every(request, results_place_of(visit, collection), BringForm())


@takes_files(MANY_FILES, _MOST_AT_ONCE)
@for_authority(Role.OFFICER)
@require_http_methods(["POST"])
def begin(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """Keep the files that were chosen, and have them looked at."""
    place = results_place_of(visit, collection)
    form = BringForm(request.POST, request.FILES)
    begun = _begun(place, form) if form.is_valid() else None
    if begun is None:
        return _every(request, place, form)
    return redirect(place.address("authority-import", batch=begun.public_id))


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def one(request: PortalRequest, visit: Visit, collection: str, batch: str) -> HttpResponse:
    """What came of each file, or of those that `?show=` names, and for officers the boxes of what can be taken."""
    place = results_place_of(visit, collection)
    return _report(request, place, _import(place, batch))


@for_authority(Role.OFFICER)
@require_http_methods(["POST"])
def take(request: PortalRequest, visit: Visit, collection: str, batch: str) -> HttpResponse:
    """Have the files that are ticked taken."""
    place = results_place_of(visit, collection)
    found = _import(place, batch)
    form = TakeForm(found, files_of(visit.scope, found), request.POST)
    number = _taken(place, found, form) if form.is_valid() else None
    if number is None:
        return _report(request, place, _import(place, batch), form)
    files = "1 file is being taken." if number == 1 else f"{number} files are being taken."
    messages.success(request, f"{files} The schools are told by e-mail as each is.")
    return redirect(place.address("authority-import", batch=batch))


@asked_by_itself
@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def progress(_request: PortalRequest, visit: Visit, collection: str, batch: str) -> JsonResponse:
    """How far the work is, for the page's own counter."""
    place = results_place_of(visit, collection)
    return JsonResponse({"said": _said(progress_of(visit.scope, _import(place, batch)))})


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def report(request: PortalRequest, visit: Visit, collection: str, batch: str) -> HttpResponse:
    """The report of every file as CSV, or as a workbook where `?as=xlsx` asks for it."""
    place = results_place_of(visit, collection)
    found = _import(place, batch)
    rows = files_of(visit.scope, found)
    name = f"Files brought in {found.made_at:%Y-%m-%d}"
    if request.GET.get("as") == "xlsx":
        return file_to_save(workbook_of(rows), XLSX, f"{name}.xlsx")
    return file_to_save(csv_of(rows), CSV, f"{name}.csv")


def _import(place: Place, public_id: str) -> BulkImport:
    found = import_at(place.visit.scope, place.collection, public_id)
    if found is None:
        raise Http404
    return found


def _every(request: PortalRequest, place: Place, form: BringForm) -> HttpResponse:
    rows = list(imports_of(place.visit.scope, place.collection))
    facts = place.facts(form=form, rows=rows, withheld=why_not(check_sending, place.collection))
    return render(request, "authority/importing/imports.html", facts)


def _begun(place: Place, form: BringForm) -> BulkImport | None:
    given = [Given(one.name or "", one.file) for one in form.cleaned_data["chosen"]]
    try:
        return begin_import(place.visit.actor, place.collection, given, form.cleaned_data["once"])
    except Refusal as refusal:
        form.refuse(refusal, "chosen")
        return None


def _report(request: PortalRequest, place: Place, batch: BulkImport, form: TakeForm | None = None) -> HttpResponse:
    rows, now = files_of(place.visit.scope, batch), progress_of(place.visit.scope, batch)
    show = shown_in(request.GET.get("show", ""))
    shown = those_shown(rows, show)
    can_take = place.may_change and now.is_done and any(row.can_be_taken for row in shown)
    boxes = (form or TakeForm(batch, rows)) if can_take else form
    facts = place.facts(
        batch=batch,
        form=boxes,
        can_take=can_take,
        lines=lines_of(shown, boxes),
        numbers=numbers_of(rows, show),
        query=f"?show={show}" if show else "",
        taken=any(row.outcome == ImportedFile.Outcome.TAKEN for row in rows),
        now=now,
        said=_said(now),
        back=place.address("authority-imports"),
    )
    return render(request, "authority/importing/one.html", facts)


def _taken(place: Place, batch: BulkImport, form: TakeForm) -> int | None:
    try:
        return take_files(place.visit.actor, batch, form.cleaned_data["revision"], form.cleaned_data["wanted"])
    except Changed as changed:
        form.keep(changed, _import(place, batch.public_id).revision)
    except Refusal as refusal:
        form.refuse(refusal, "wanted")
    return None


def _said(now: Progress) -> str:
    """How far the work is, in a sentence."""
    if now.to_look_at:
        return f"Files looked at: {now.files - now.to_look_at} of {now.files}."
    if now.to_take:
        left = "1 file is" if now.to_take == 1 else f"{now.to_take} files are"
        return f"{left} still being taken."
    return "Nothing is left to be done by Muster. Update the page to see what came of each file."
