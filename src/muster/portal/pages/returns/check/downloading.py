"""Everything that was found, with what the school has said, to take away."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from muster.checking.sheets import HEADER, rows_of_causes, sheet_of
from muster.formats.export import Cell, csv_text, xlsx_bytes
from muster.portal.audit.viewing import record_view
from muster.portal.collecting.models import Waiver
from muster.portal.collecting.reads import waived_rules
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.models import Version
from muster.portal.returns.reads.causes import CauseHere, causes_of_return
from muster.portal.returns.reads.findings import Found
from muster.portal.returns.saying import said_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


@for_school(*SEES_PUPILS)
@require_safe
def download(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The newest check as a workbook, or as CSV where `?as=csv` asks for it; 404 where nothing was sent."""
    place = place_of(visit, request_id)
    version = place.school_return.version
    if version is None:
        raise Http404
    causes = causes_of_return(visit.scope, place.school_return, version)
    rows = _rows(place, version, causes)
    school = place.school.public_id
    record_view(visit.actor, place.authority.public_id, "results", school=school, shown=len(rows))
    kind = "csv" if request.GET.get("as") == "csv" else "xlsx"
    return _answer(place, rows, kind)


def _rows(place: Place, version: Version, causes: list[CauseHere]) -> list[list[Cell]]:
    vault = vault_of(place.authority.public_id)
    waived = waived_rules(place.visit.scope, place.request)
    said = {id(one.finding): _answer_of(one, vault, waived) for here in causes for one in here.found}
    return rows_of_causes((here.cause for here in causes), _kind(version), lambda one: said.get(id(one)))


def _kind(version: Version) -> str | None:
    """What the file was that the version came from."""
    while version.base is not None:
        version = version.base
    return version.kind or None


def _answer_of(found: Found, vault: Vault, waived: Mapping[str, Waiver]) -> str | None:
    """What the school has said: its explanation, or where the pupil is; else that it is waived, and on whose word."""
    if found.explanation:
        return said_of(found.explanation, vault).as_one
    if found.answer:
        return found.answer.get_kind_display()
    waiver = waived.get(found.row.rule)
    return f"Not asked of your school: {waiver.reason} Decided by {waiver.authorised_by}." if waiver else None


def _answer(place: Place, rows: list[list[Cell]], kind: str) -> HttpResponse:
    """The file, whose name begins with the school's URN and has one underscore: file senders find the school by it."""
    school = place.school
    if kind == "csv":
        answer = HttpResponse(csv_text(HEADER, rows).encode("utf-8-sig"), content_type=_CSV)
    else:
        answer = HttpResponse(xlsx_bytes([sheet_of(school.number, rows)]), content_type=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{school.urn}_KS1 checks.{kind}"'
    return answer
