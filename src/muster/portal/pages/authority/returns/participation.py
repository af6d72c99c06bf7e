"""What a school says by telephone: that it does not take part, or that it does after all; an officer writes it down."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.casework.actions.telephone import decline_on_word, rejoin_on_word
from muster.portal.collecting.models import Request
from muster.portal.collecting.policies import check_decline, check_rejoin
from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.post.forms import NO_PUPILS
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.policies import check_move

_LONGEST, _LONGEST_NAME = 2_000, 200


class DeclineForm(RevisedForm):
    """That the school does not take part, who there said so, and why."""

    said_by = forms.CharField(
        label="Who at the school said so?",
        help_text="Name and post, such as “Ida Lin, head teacher”. The school reads this.",
        max_length=_LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="The reason, if one was given",
        help_text=NO_PUPILS,
        max_length=_LONGEST,
        required=False,
        error_messages={"max_length": f"Shorten this to {_LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def participation(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The form for what can be written down now."""
    place = any_place_of(request, visit, request_id)
    declined = place.request.participation == Request.Participation.DECLINED
    sent = request.POST if request.method == "POST" else None
    kind = RevisedForm if declined else DeclineForm
    form = kind(sent, initial={"revision": place.school_return.revision})
    if form.is_bound and form.is_valid() and _written(place, form):
        words = "is taking part" if declined else "is not taking part"
        messages.success(request, f"{place.school.name} {words}. The school is told by e-mail.")
        return redirect(place.to("authority-return-notes"))
    now = any_place_of(request, visit, request_id)
    facts = {"way": "notes", "form": form, "declined": declined, "not_now": _not_now(now, declined=declined)}
    return render(request, "authority/returns/participation.html", now.facts(**facts))


def _written(place: Place, form: RevisedForm) -> bool:
    given, actor = form.cleaned_data, place.visit.actor
    try:
        if isinstance(form, DeclineForm):
            decline_on_word(actor, place.request, given["revision"], given["said_by"], given["reason"])
        else:
            rejoin_on_word(actor, place.request, given["revision"])
    except Changed as changed:
        place.school_return.refresh_from_db(fields=["revision"])
        form.keep(changed, place.school_return.revision)
    except Refusal as refusal:
        form.refuse(refusal, "said_by" if refusal.id == "said_by_missing" else None)
    else:
        return True
    return False


def _not_now(place: Place, *, declined: bool) -> str:
    """Why it cannot be written down now; "" where it can."""
    if declined:
        return why_not(check_rejoin, place.request) or why_not(check_move, "rejoin", place.school_return)
    return why_not(check_decline, place.request) or why_not(check_move, "decline", place.school_return)
