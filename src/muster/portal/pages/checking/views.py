"""Checking a file without sending it: for anybody where the authority allows it, for schools all year."""

from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from muster.portal.audit.viewing import record_view
from muster.portal.collecting.practice import practice_of
from muster.portal.foundation import reader
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.uploads import takes_files
from muster.portal.organisations.models import Role, School
from muster.portal.pages.checking.answer import Answer, answer_of
from muster.portal.pages.checking.contexts import context_for_anybody, context_for_school
from muster.portal.pages.checking.limiting import take_check
from muster.portal.pages.public.season import Season, season_of
from muster.portal.pages.returns.send.forms import CheckForm
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.callers import client_address
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school, open_to_all
from muster.portal.returns.checking import checked
from muster.records import CheckContext

_WHO_CHECKS = (Role.HEAD, Role.SIGNER, Role.SENDER, Role.READER, Role.TRUST_LEAD, Role.OFFICER)
_ANYBODYS, _SCHOOLS = "checking/check.html", "checking/school.html"


@takes_files()
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PortalRequest, visit: Visit) -> HttpResponse:
    """A file checked for anybody, beside nothing that is held; a page which says so where that is not offered."""
    season = season_of(visit.authority)
    if not _is_offered(season):
        status = HTTPStatus.FORBIDDEN if request.method == "POST" else HTTPStatus.OK
        return render(request, "checking/shut.html", {"season": season}, status=status)
    form = _form(request)
    status, answer = _answered(request, visit, form, context_for_anybody(season))
    return render(request, _ANYBODYS, {"form": form, "answer": answer, "season": season}, status=status)


@takes_files()
@for_school(*_WHO_CHECKS)
@require_http_methods(["GET", "HEAD", "POST"])
def check_for_school(request: PortalRequest, visit: Visit) -> HttpResponse:
    """A file checked for a school, beside what is held of it where a collection is open."""
    school, form = school_of(visit), _form(request)
    facts = {"school": school, "form": form}
    if not form.is_bound:
        return render(request, _SCHOOLS, facts)
    context = context_for_school(visit.scope, school)
    status, answer = _answered(request, visit, form, context)
    if answer is not None and context.expected.roll is not None:
        _record(visit, school, answer)
    return render(request, _SCHOOLS, facts | {"answer": answer}, status=status)


def _is_offered(season: Season) -> bool:
    return season.collection is not None and practice_of(season.collection).open_check


def _form(request: PortalRequest) -> CheckForm:
    return CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()


def _answered(
    request: PortalRequest, visit: Visit, form: CheckForm, context: CheckContext
) -> tuple[HTTPStatus, Answer | None]:
    """Read and check the form's file, in memory alone; the refusal stands on the form where it cannot be done."""
    if not form.is_valid():
        return HTTPStatus.OK, None
    try:
        take_check(client_address(request), visit.person.public_id if visit.person else "")
        return HTTPStatus.OK, _answer(form.cleaned_data["file"], context)
    except Refusal as refusal:
        form.refuse(refusal)
        busy = refusal.id == "readers_busy"
        return (HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.TOO_MANY_REQUESTS), None


def _answer(file: "UploadedFile[bytes]", context: CheckContext) -> Answer:
    read = reader.read(file.read(), file.name or "", context)
    return answer_of(checked(read, context).result)


def _record(visit: Visit, school: School, answer: Answer) -> None:
    """Beside the school's own file the answer may name pupils that the authority expects."""
    record_view(visit.actor, school.authority.public_id, "check", school=school.public_id, shown=answer.pupils)
