"""An officer accepts a return, or opens an accepted one again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.foundation.refusals import Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.authority.returns.turning import LAST, next_address
from muster.portal.pages.shared.forms import RevisedForm, posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.accepting import Accepting
from muster.portal.returns.actions.accepting import accept as accept_return
from muster.portal.returns.actions.moderating import LONGEST_QUESTION
from muster.portal.returns.actions.moderating import reopen as open_again
from muster.portal.returns.policies import check_move
from muster.portal.returns.reads.left import left_of

_TOO_LONG = f"Shorten this to {LONGEST_QUESTION:,} characters."
_LONG = {"rows": 4}


class AcceptForm(RevisedForm):
    """That the results are accepted; the two other fields are asked for only where they are needed."""

    over_open = forms.BooleanField(label="Accept the results all the same", required=False)
    alone_because = forms.CharField(
        label="Why do you accept them alone?",
        help_text="The school’s head teacher is told, and reads this. Name no pupil.",
        max_length=LONGEST_QUESTION,
        required=False,
        error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs=_LONG),
    )


class ReopenForm(RevisedForm):
    """Why accepted results are opened again."""

    reason = forms.CharField(
        label="Why do you open them again?",
        help_text="The school reads this on its page, as a question that it answers or confirms its results anew for.",
        max_length=LONGEST_QUESTION,
        error_messages={"required": Refusal("reason_missing").sentence, "max_length": _TOO_LONG},
        widget=forms.Textarea(attrs=_LONG),
    )


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Accept, and on to the next return that waits; the page itself where something has to be said first."""
    place = place_of(request, visit, request_id)
    form = AcceptForm(posted(request), initial={"revision": place.school_return.revision})
    if form.is_bound and form.is_valid() and _accepted(place, form):
        following = next_address(place)
        messages.success(request, f"{place.school.name}: accepted.{'' if following else f' {LAST}'}")
        return redirect(following or place.table)
    now = place_of(request, visit, request_id) if form.is_bound else place
    left = left_of(visit.scope, now.school_return)
    if not left.at_school:
        form.fields["over_open"].widget = forms.HiddenInput()
    if not _is_asked_why(form):
        form.fields["alone_because"].widget = forms.HiddenInput()
    facts = now.facts(form=form, left=left, withheld=why_not(check_move, "accept", now.school_return), way="check")
    return render(request, "authority/returns/accept.html", facts, status=form.status)


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """Open accepted results again, with why."""
    place = place_of(request, visit, request_id)
    form = ReopenForm(posted(request), initial={"revision": place.school_return.revision})
    if form.is_bound and form.is_valid() and _opened(place, form):
        messages.success(request, f"{place.school.name}: opened again. The school is told by e-mail.")
        return redirect(place.to())
    now = place_of(request, visit, request_id) if form.is_bound else place
    facts = now.facts(form=form, withheld=why_not(check_move, "reopen", now.school_return), way="check")
    return render(request, "authority/returns/reopen.html", facts, status=form.status)


def _accepted(place: Place, form: AcceptForm) -> bool:
    actor, given = place.visit.actor, form.cleaned_data
    how = Accepting(alone_because=given["alone_because"], over_open=given["over_open"])
    return form.does(
        lambda: accept_return(actor, place.request, given["revision"], how),
        place.revision_now,
        {"left_open": "over_open", "accepts_alone": "alone_because"},
    )


def _opened(place: Place, form: ReopenForm) -> bool:
    actor, given = place.visit.actor, form.cleaned_data
    return form.does(lambda: open_again(actor, place.request, given["revision"], given["reason"]), place.revision_now)


def _is_asked_why(form: AcceptForm) -> bool:
    """Whether a reason for accepting alone was asked for, or given."""
    return "alone_because" in form.errors or bool(form["alone_because"].value())
