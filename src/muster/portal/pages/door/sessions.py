"""A session extended, and a form that came too late."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation import clock
from muster.portal.organisations.kept_forms import open_form
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all, signed_in
from muster.portal.pages.shared.session import KEPT_FIELD, extend_session


@open_to_all
@require_POST
def extend(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Stay signed in: how many seconds there are now. 401 where the session is over."""
    if visit.person is None:
        return JsonResponse({"seconds": 0}, status=401)
    end = extend_session(request)
    return JsonResponse({"seconds": int((end - clock.now()).total_seconds())})


@signed_in
@require_safe
def kept(request: PortalRequest, visit: Visit, form: str) -> HttpResponse:
    """What was typed when the session had ended, with a button that sends it again."""
    if visit.person is None:
        raise Http404
    typed = open_form(visit.person, form)
    if typed is None:
        return render(request, "door/kept_gone.html", status=404)
    return render(request, "door/kept.html", {"typed": typed, "kept": form, "kept_field": KEPT_FIELD})
