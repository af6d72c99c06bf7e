"""Everything that was found, with what the school has said, to take away."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from muster.checking.sheets import HEADER
from muster.formats.export import Cell, csv_text
from muster.portal.organisations.models import SEES_PUPILS, School
from muster.portal.pages.returns.also_sent.known import shared_causes
from muster.portal.pages.returns.place import place_of, record_seen
from muster.portal.pages.shared.downloads import CSV, XLSX, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.check_sheet import check_file_name, check_rows, check_workbook
from muster.portal.returns.reads.causes import causes_of_return


@for_school(*SEES_PUPILS)
@require_safe
def download(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The newest check as a workbook, or as CSV where `?as=csv` asks for it; 404 where nothing was sent."""
    place = place_of(visit, request_id)
    version = place.school_return.version
    if version is None:
        raise Http404
    causes = causes_of_return(visit.scope, place.school_return, version)
    rows = check_rows(visit.scope, place.request, version, causes, shared_causes(place))
    record_seen(place, "results", len(rows))
    kind = "csv" if request.GET.get("as") == "csv" else "xlsx"
    return _answer(place.school, rows, kind)


def _answer(school: School, rows: list[list[Cell]], kind: str) -> HttpResponse:
    name = check_file_name(school, kind)
    if kind == "csv":
        return file_to_save(csv_text(HEADER, rows).encode("utf-8-sig"), CSV, name)
    return file_to_save(check_workbook(school, rows), XLSX, name)
