"""Everything that was found, with what the school has said, to take away."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from muster.checking.sheets import HEADER
from muster.formats.export import Cell, csv_text
from muster.portal.audit.viewing import record_view
from muster.portal.organisations.models import SEES_PUPILS, School
from muster.portal.pages.returns.place import place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.check_sheet import check_file_name, check_rows, check_workbook
from muster.portal.returns.reads.causes import causes_of_return

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
    rows = check_rows(visit.scope, place.request, version, causes)
    school = place.school.public_id
    record_view(visit.actor, place.authority.public_id, "results", school=school, shown=len(rows))
    kind = "csv" if request.GET.get("as") == "csv" else "xlsx"
    return _answer(place.school, rows, kind)


def _answer(school: School, rows: list[list[Cell]], kind: str) -> HttpResponse:
    if kind == "csv":
        answer = HttpResponse(csv_text(HEADER, rows).encode("utf-8-sig"), content_type=_CSV)
    else:
        answer = HttpResponse(check_workbook(school, rows), content_type=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{check_file_name(school, kind)}"'
    return answer
