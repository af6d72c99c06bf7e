"""Saying without an account that a school is not taking part, by the link in its mail."""

from contextlib import suppress
from http import HTTPStatus

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muster.portal.collecting.links import Linked, LinkUnknown, holder_of, linked_by
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all
from muster.portal.returns.actions.declining import decline_by_link
from muster.portal.returns.links import Standing, standing_of
from muster.portal.returns.reads.returns import return_of

_LONGEST = 2_000
_OVER = (Standing.ANSWERED, Standing.CLOSED)


class DeclineForm(Form):
    """Why, where they like to say."""

    reason = forms.CharField(
        label="Why not?",
        required=False,
        max_length=_LONGEST,
        help_text="It helps the data team to know. Do not name anybody.",
        error_messages={"max_length": f"Shorten this to {_LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline_link(request: PortalRequest, visit: Visit, token: str) -> HttpResponse:  # noqa: ARG001 - the token says all
    """What the link is good for; opening it does nothing, the button says that the school is not taking part.

    Whoever holds the link learns the school's name and whether the link can still be used, and nothing else.
    """
    linked = _linked(token)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _declined(request, linked, form.cleaned_data["reason"])
    standing = standing_of(linked, return_of(EVERYTHING, linked.request))
    shown = {"linked": linked.request, "standing": standing.value, "form": form}
    status = HTTPStatus.GONE if standing in _OVER else HTTPStatus.OK
    return render(request, "public/declining.html", shown, status=status)


def _linked(token: str) -> Linked:
    try:
        return linked_by(token)
    except LinkUnknown:
        raise Http404 from None


def _declined(request: PortalRequest, linked: Linked, reason: str) -> HttpResponse:
    """The page again, which says how it stands now: also to whoever presses twice, or comes too late."""
    with suppress(Refusal):
        decline_by_link(holder_of(linked.request), linked, reason)
    return redirect(request.path)
