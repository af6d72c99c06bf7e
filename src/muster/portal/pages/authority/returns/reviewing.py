"""An officer takes what a school says as it is, goes on to ask again, or no longer asks."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.moderating import drop_question
from muster.portal.returns.actions.reviewing import Read, take

ASK, DROP = "ask", "drop"
_NONE = "Nothing was ticked, so nothing was taken."
_MOST_READ = 500
_TO_READ, _QUESTIONS = "#to-read", "#questions"
"""Where reading goes on: what was taken is gone from there. Where nothing is left, the page begins at its top."""


@for_school(Role.OFFICER)
@require_POST
def review(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Take the explanations ticked and the answers named; or, by other buttons, ask again, or ask no longer."""
    place = place_of(request, visit, request_id)
    tokens, answers = request.POST.getlist("explanation")[:_MOST_READ], request.POST.getlist("answer")[:_MOST_READ]
    if request.POST.get("do") == DROP:
        _drop(request, place, "".join(answers[:1]))
        return redirect(_back(request, place))
    if request.POST.get("do") == ASK and tokens:
        about = urlencode({"explanation": " ".join(tokens), "list": place.where.query})
        return redirect(f"{place.address('authority-return-ask')}?{about}")
    if not tokens and not answers:
        messages.warning(request, _NONE)
    elif _take(request, place, tokens, answers):
        return redirect(_back(request, place, _TO_READ if tokens else _QUESTIONS))
    return redirect(_back(request, place))


def read_of(tokens: list[str]) -> list[Read]:
    """The explanations as they were read, by the tokens of a form."""
    parts = (token.partition("-") for token in tokens)
    return [Read(explanation, review) for explanation, _, review in parts]


def _take(request: PortalRequest, place: Place, tokens: list[str], answers: list[str]) -> bool:
    actor, seen, read = place.visit.actor, _seen(request), read_of(tokens)
    return _done(request, lambda: take(actor, place.request, seen, read, answers))


def _drop(request: PortalRequest, place: Place, question: str) -> bool:
    return _done(request, lambda: drop_question(place.visit.actor, place.request, _seen(request), question))


def _done(request: PortalRequest, act: Callable[[], object]) -> bool:
    """Whether it was done; where it was refused, the next page says why: nothing was typed that could be lost."""
    try:
        act()
    except Changed as changed:
        messages.warning(request, Refusal("moved_on_here", **changed.facts).sentence)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        return True
    return False


def _seen(request: PortalRequest) -> int:
    """The revision that the form carries; 0, which is never the present one, where it carries none."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() else 0


def _back(request: PortalRequest, place: Place, part: str = "") -> str:
    """Where they came from: the page of all questions, else the return, at the part that was read."""
    if request.POST.get("back") == "questions":
        return place.to("authority-return-questions")
    return place.to() + part
