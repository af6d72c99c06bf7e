"""The log as officers search it, one pupil in it, and the whole of it as CSV."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.audit.searching import chain_of, found
from muster.portal.audit.viewing import record_looked_up, record_view
from muster.portal.casework.exports.log import log_csv
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.log.asked import Asked, asked_in
from muster.portal.pages.authority.log.forms import LogForm, UpnForm
from muster.portal.pages.authority.log.lines import lines_of, verified
from muster.portal.pages.shared.downloads import CSV, to_save
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority, for_school
from muster.portal.pupils.models import Child
from muster.portal.pupils.reads import identities_with_upn
from muster.portal.returns.reads.about_pupil import pupils_of_school, who_are

A_PAGE = 50


@for_authority(Role.OFFICER)
@require_safe
def log(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Fifty events that fit, the newest first."""
    return _page(request, visit, asked_in(request.GET), UpnForm())


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def pupil(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Find a pupil by the UPN typed, and go to what the log says of them; that it was looked for is recorded."""
    if request.method != "POST":
        return redirect("authority-log")
    form = UpnForm(request.POST)
    if form.is_valid():
        children = _children(visit, form.cleaned_data["upn"])
        record_looked_up(visit.actor, visit.scope.authority, children)
        if children:
            keys = urlencode([("pupil", one.public_id) for one in children])
            return redirect(f"{reverse('authority-log')}?{keys}")
        form.add_error("upn", "No pupil with this UPN is known here.")
    return _page(request, visit, Asked(), form)


@for_school(Role.OFFICER)
@require_safe
def pupils(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The pupils of a school, to find one in the log."""
    assert visit.school is not None  # noqa: S101 - behind its gate
    rows = pupils_of_school(visit.scope, visit.school)
    authority, school = visit.scope.authority, visit.school.public_id
    record_view(visit.actor, authority, "log_pupils", school=school, shown=len(rows))
    return render(request, "authority/log/pupils.html", {"school": visit.school, "rows": rows})


@for_authority(Role.OFFICER)
@require_safe
def download(request: PortalRequest, visit: Visit) -> HttpResponseBase:
    """Every event that fits, as CSV, the oldest first."""
    asked = asked_in(request.GET)
    search = asked.search(visit.scope, asked.schools(visit.scope))
    record_view(visit.actor, visit.scope.authority, "log_download", shown=len(asked.pupils))
    return to_save(StreamingHttpResponse(log_csv(visit.scope, search), content_type=CSV), "Log.csv")


def _page(request: PortalRequest, visit: Visit, asked: Asked, upn: UpnForm) -> HttpResponse:
    scope, schools = visit.scope, asked.schools(visit.scope)
    names = who_are(scope, asked.pupils) if asked.pupils else {}
    if names:
        record_view(visit.actor, scope.authority, "log", shown=len(names))
    search = asked.search(scope, schools)
    events = found(scope, search, before=asked.before, limit=A_PAGE + 1)
    said, is_wrong = verified(chain_of(scope))
    initial = {name: getattr(asked, name) for name in ("school", "who", "kind", "since", "until")}
    facts = {
        "asked": asked,
        "find": LogForm(initial),
        "form": upn,
        "lines": lines_of(scope, events[:A_PAGE]),
        "older": events[A_PAGE - 1].number if len(events) > A_PAGE else None,
        "schools": schools,
        "names": list(names.values()),
        "verified": said,
        "is_wrong": is_wrong,
    }
    return render(request, "authority/log/log.html", facts)


def _children(visit: Visit, upn: str) -> list[Child]:
    keys = {one.child for one in identities_with_upn(visit.scope, upn).values()}
    rows = visit.scope.within(Child.objects.filter(public_id__in=keys), school=None)
    return list(rows.order_by("pk"))
