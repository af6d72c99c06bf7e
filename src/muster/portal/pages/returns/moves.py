"""The gate of a page that makes a move: those of the school, and officers once they act for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from muster.portal.pages.returns.place import any_place_of, may_act_for_school
from muster.portal.pages.shared.gates import Visit, for_school
from muster.portal.pages.shared.visits import GatedView, View
from muster.portal.returns.permissions import roles_for
from muster.portal.returns.workflow import MOVES


def for_move(name: str) -> Callable[[View], GatedView]:
    """People who may make the move for the school in the address; an officer who writes says first that they act."""

    def gated(view: View) -> GatedView:
        @for_school(*roles_for(name))
        @wraps(view)
        def guarded(request: HttpRequest, visit: Visit, request_id: str, **parts: Any) -> HttpResponseBase:  # noqa: ANN401
            if request.method == "POST" and may_act_for_school(visit):
                place = any_place_of(visit, request_id)
                if place.collection.kind not in MOVES[name].kinds:
                    raise Http404
                if place.acting is None:
                    return redirect(act_page(place.school.public_id, request_id))
            return view(request, visit, request_id=request_id, **parts)

        return guarded

    return gated


def act_page(school: str, request: str) -> str:
    """The page on which an officer says that they act for the school."""
    return reverse("authority-return-act", kwargs={"school": school, "request_id": request})
