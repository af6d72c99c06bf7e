"""An officer says that they act for the school, and ends it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.acting import begin_acting, end_acting
from muster.portal.returns.models import Acting
from muster.portal.returns.policies import check_sending
from muster.portal.returns.reads.acting import acted_for

_LONGEST = 1_000


class ActForm(Form):
    """How the school asked for it, and what for."""

    how = forms.ChoiceField(label="How did the school ask for this?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Who asked, and for what?",
        help_text="Such as “Ms Adeyemi, head teacher: send the file that she e-mailed”. The school reads this.",
        max_length=_LONGEST,
        error_messages={"max_length": f"Shorten this to {_LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        self.fields["how"].choices = [(how.value, how.label.capitalize()) for how in Acting.How]  # type: ignore[attr-defined]


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Begin to act for the school; what officers did for it before stands below."""
    place = any_place_of(request, visit, request_id)
    form = ActForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _begun(place, form):
        return redirect(place.address("return"))
    facts = {
        "way": "act",
        "form": form,
        "withheld": why_not(check_sending, place.collection),
        "acted": acted_for(visit.scope, place.request),
    }
    return render(request, "authority/returns/act.html", place.facts(**facts))


@for_school(Role.OFFICER)
@require_POST
def end(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Act for the school no longer."""
    place = any_place_of(request, visit, request_id)
    end_acting(visit.actor, place.request)
    messages.success(request, f"You no longer act for {place.school.name}.")
    return redirect(place.to())


def _begun(place: Place, form: ActForm) -> bool:
    given = form.cleaned_data
    try:
        begin_acting(place.visit.actor, place.request, Acting.How(given["how"]), given["reason"])
    except Refusal as refusal:
        form.refuse(refusal, "reason" if refusal.id == "acting_unexplained" else None)
        return False
    return True
