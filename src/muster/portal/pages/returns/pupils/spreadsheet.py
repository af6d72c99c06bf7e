"""The spreadsheet to fill in, with the school's pupils."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from muster.formats.template_workbook import TemplateSchool, template_workbook
from muster.portal.collecting.terms import framework_of
from muster.portal.organisations.models import SEES_PUPILS
from muster.portal.pages.returns.place import place_of, record_seen
from muster.portal.pages.shared.downloads import XLSX, file_to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.reads.to_fill_in import pupils_to_fill_in


@for_school(*SEES_PUPILS)
@require_safe
def spreadsheet(_request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The workbook, to keep: its name begins with the URN, and has no second underscore for a sending system."""
    place = place_of(visit, request_id)
    pupils = pupils_to_fill_in(visit.scope, place.school_return)
    record_seen(place, "results", len(pupils))
    collection, school = place.collection, place.school
    content = template_workbook(
        framework_of(collection.year),
        TemplateSchool(school.name, school.la, school.estab, school.urn),
        pupils,
        science=collection.science,
    )
    return file_to_save(content, XLSX, f"{school.urn}_KS1 results.xlsx")
