"""A school says on a page that it does not take part, or that it does after all."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.models import Request
from muster.portal.collecting.policies import check_decline, check_rejoin
from muster.portal.foundation.refusals import why_not
from muster.portal.pages.returns.place import Place, any_place_of
from muster.portal.pages.returns.tasks.forms import DeclineForm, RejoinForm
from muster.portal.pages.shared.forms import RevisedForm, posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions import participation as actions
from muster.portal.returns.permissions import roles_for
from muster.portal.returns.policies import check_move

_DECLINED = "Your school is not taking part. Nobody reminds you of these results."
_REJOINED = "Your school is taking part."


@for_school(*roles_for("decline"))
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say that the school does not take part, with a reason or without."""
    place = any_place_of(visit, request_id)
    form = _form(DeclineForm, request, place)

    def say() -> None:
        actions.decline(visit.actor, place.request, form.cleaned_data["revision"], form.cleaned_data["reason"])

    if form.is_bound and form.is_valid() and form.does(say, place.revision_now):
        messages.success(request, _DECLINED)
        return redirect(place.address("return"))
    return _page(request, place, form, "decline", check_decline)


@for_school(*roles_for("rejoin"))
@require_http_methods(["GET", "HEAD", "POST"])
def rejoin(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Say that the school takes part after all."""
    place = any_place_of(visit, request_id)
    form = _form(RejoinForm, request, place)

    def say() -> None:
        actions.rejoin(visit.actor, place.request, form.cleaned_data["revision"])

    if form.is_bound and form.is_valid() and form.does(say, place.revision_now):
        messages.success(request, _REJOINED)
        return redirect(place.address("return"))
    return _page(request, place, form, "rejoin", check_rejoin)


def _form(kind: type[RevisedForm], request: PortalRequest, place: Place) -> RevisedForm:
    return kind(posted(request), initial={"revision": place.school_return.revision})


def _page(
    request: PortalRequest, place: Place, form: RevisedForm, move: str, check: Callable[[Request], None]
) -> HttpResponse:
    """The page as things are now."""
    now = place.now() if form.is_bound else place
    withheld = why_not(check, now.request) or why_not(check_move, move, now.school_return)
    return render(request, f"returns/tasks/{move}.html", now.facts(form=form, withheld=withheld))
