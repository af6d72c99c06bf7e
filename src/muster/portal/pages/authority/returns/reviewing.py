"""An officer takes what a school says as it is, or goes on to ask again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.reviewing import Read, take

ASK = "ask"
_NONE = "Nothing was ticked, so nothing was taken."
_MOST_READ = 500


@for_school(Role.OFFICER)
@require_POST
def review(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Take the explanations ticked and the answers named; or, by the other button, ask again about them."""
    place = place_of(request, visit, request_id)
    tokens, answers = request.POST.getlist("explanation")[:_MOST_READ], request.POST.getlist("answer")[:_MOST_READ]
    if request.POST.get("do") == ASK and tokens:
        about = urlencode({"explanation": " ".join(tokens), "list": place.where.query})
        return redirect(f"{place.address('authority-return-ask')}?{about}")
    if not tokens and not answers:
        messages.warning(request, _NONE)
    else:
        _take(request, place, tokens, answers)
    back = "authority-return-questions" if request.POST.get("back") == "questions" else "authority-return"
    return redirect(place.to(back))


def read_of(tokens: list[str]) -> list[Read]:
    """The explanations as they were read, by the tokens of a form."""
    parts = (token.partition("-") for token in tokens)
    return [Read(explanation, review) for explanation, _, review in parts]


def _take(request: PortalRequest, place: Place, tokens: list[str], answers: list[str]) -> None:
    seen = request.POST.get("revision", "")
    try:
        take(place.visit.actor, place.request, int(seen) if seen.isdecimal() else 0, read_of(tokens), answers)
    except Changed as changed:
        messages.warning(request, Refusal("moved_on_here", **changed.facts).sentence)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
