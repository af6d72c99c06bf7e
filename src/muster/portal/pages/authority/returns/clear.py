"""All returns that are clear, accepted in one go."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.organisations.models import Role
from muster.portal.pages.authority.collections.place import results_place_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority
from muster.portal.returns.actions.accepting import AcceptedMany, accept_clear
from muster.portal.returns.reads.progress import SchoolProgress, progress_of
from muster.rules.causes import counted


class ClearForm(Form):
    """Which clear returns to accept: all are ticked to begin with. Each carries the revision that was seen."""

    returns = forms.MultipleChoiceField(
        label="Returns to accept",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the returns that you want to accept."},
    )

    def clean_returns(self) -> dict[str, int]:
        """The revision seen by the request's public id; what is not so written counts as not ticked."""
        parts = (one.partition(".") for one in self.cleaned_data["returns"])
        return {request: int(seen) for request, _, seen in parts if seen.isdecimal()}


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: PortalRequest, visit: Visit, collection: str) -> HttpResponse:
    """The clear returns with their counts, and one button for those ticked; then what became of each."""
    place = results_place_of(visit, collection)
    if request.method == "POST":
        form = _form([], request)
        if form.is_valid():
            done = accept_clear(visit.actor, place.collection, form.cleaned_data["returns"])
            if not done.left:
                messages.success(request, _said(done))
                return redirect(place.address("authority-accept-clear"))
            return render(request, "authority/returns/clear_done.html", place.facts(done=done, said=_said(done)))
    lines = progress_of(visit.scope, place.collection)
    found = [one for one in lines if one.is_clear]
    facts = place.facts(form=_form(found, request), lines=found, pupils=sum(one.sent for one in found))
    status = HTTPStatus.OK
    return render(request, "authority/returns/clear.html", facts, status=status)


def _form(found: list[SchoolProgress], request: PortalRequest) -> ClearForm:
    ticks = [token_of(one) for one in found]
    form = ClearForm(request.POST if request.method == "POST" else None, initial={"returns": ticks})
    sent = request.POST.getlist("returns")
    # What is no longer clear is named by the action, and not taken for a choice that is none.
    form.fields["returns"].choices = [(one, one) for one in dict.fromkeys([*ticks, *sent])]  # type: ignore[attr-defined]
    return form


def token_of(line: SchoolProgress) -> str:
    """How the form names a return as it was seen."""
    return f"{line.request.public_id}.{line.revision}"


def _said(done: AcceptedMany) -> str:
    """What became of them, in a sentence or two."""
    said = f"{counted(len(done.accepted), 'return')} accepted."
    if done.already:
        said += f" {counted(len(done.already), 'return was', 'returns were')} accepted already."
    return said
