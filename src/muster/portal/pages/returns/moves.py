"""The gate of a page that makes a move: those of the school, and officers once they act for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from muster.portal.pages.returns.place import may_act_for_school, place_of
from muster.portal.pages.shared.gates import Visit, for_school
from muster.portal.pages.shared.visits import GatedView, View
from muster.portal.returns.permissions import roles_for


def for_move(name: str) -> Callable[[View], GatedView]:
    """People who may make the move for the school in the address; an officer who writes says first that they act."""

    def gated(view: View) -> GatedView:
        @for_school(*roles_for(name))
        @wraps(view)
        def guarded(request: HttpRequest, visit: Visit, request_id: str, **parts: Any) -> HttpResponseBase:  # noqa: ANN401
            if request.method == "POST" and may_act_for_school(visit):
                place = place_of(visit, request_id)
                if place.acting is None:
                    return redirect(act_page(place.school.public_id, request_id))
            return view(request, visit, request_id=request_id, **parts)

        return guarded

    return gated


def act_page(school: str, request: str) -> str:
    """The page on which an officer says that they act for the school."""
    return reverse("authority-return-act", kwargs={"school": school, "request_id": request})
