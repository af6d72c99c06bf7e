"""Enquiries as the data team works through them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from muster.portal.casework import reads
from muster.portal.casework.actions import answer, close, reopen
from muster.portal.casework.models import Enquiry, EnquiryState
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed
from muster.portal.organisations.models import Role
from muster.portal.pages.post.forms import AnswerForm, MoveForm
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_SHOWN = 200


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def enquiries(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The authority's enquiries, those that wait for an answer unless another state is asked for."""
    asked = request.GET.get("state", EnquiryState.OPEN)
    state = asked if asked in EnquiryState.values else ""
    rows = reads.enquiries(visit.scope, state)
    shown = {"enquiries": rows[:_SHOWN], "count": rows.count(), "state": state, "states": EnquiryState.choices}
    return render(request, "post/team_enquiries.html", shown)


@for_authority(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def enquiry(request: PortalRequest, visit: Visit, enquiry: str) -> HttpResponse:
    """One enquiry with its thread, which may name pupils; officers answer, advisers who see pupils look."""
    found = _found(visit, enquiry)
    return _page(request, visit, found, AnswerForm(initial={"revision": found.revision}))


@for_authority(Role.OFFICER)
@require_POST
def answer_enquiry(request: PortalRequest, visit: Visit, enquiry: str) -> HttpResponse:
    """Keep the answer, and tell the asker by mail that there is one."""
    found, form = _found(visit, enquiry), AnswerForm(request.POST)

    def do(actor: Actor, row: Enquiry, revision: int) -> None:
        answer(actor, row, form.cleaned_data["text"], revision)

    said = f"Your answer is kept. An e-mail tells {found.name} that it is there."
    return _done(request, visit, found, form, do, said)


@for_authority(Role.OFFICER)
@require_POST
def close_enquiry(request: PortalRequest, visit: Visit, enquiry: str) -> HttpResponse:
    """Close it."""
    found = _found(visit, enquiry)
    return _done(request, visit, found, MoveForm(request.POST), close, "The enquiry is closed.")


@for_authority(Role.OFFICER)
@require_POST
def reopen_enquiry(request: PortalRequest, visit: Visit, enquiry: str) -> HttpResponse:
    """Take it up again."""
    found = _found(visit, enquiry)
    return _done(request, visit, found, MoveForm(request.POST), reopen, "The enquiry is open again.")


def _found(visit: Visit, public_id: str) -> Enquiry:
    found = reads.enquiries(visit.scope).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _done(
    request: PortalRequest,
    visit: Visit,
    found: Enquiry,
    form: RevisedForm,
    do: Callable[[Actor, Enquiry, int], None],
    said: str,
) -> HttpResponse:
    """Do it if the form is right and nobody was first; otherwise the page again, with what was typed."""
    if not form.is_valid():
        return _page(request, visit, found, form)
    try:
        do(visit.actor, found, form.cleaned_data["revision"])
    except Changed as changed:
        form.keep(changed, found.revision)
        return _page(request, visit, found, form, status=409)
    messages.success(request, said)
    return redirect("team-enquiry", enquiry=found.public_id)


def _page(request: PortalRequest, visit: Visit, found: Enquiry, form: RevisedForm, status: int = 200) -> HttpResponse:
    shown = {
        "enquiry": found,
        "thread": reads.thread(visit.scope, found),
        "school": found.school or reads.school_meant(visit.scope, found),
        "may_answer": visit.role == Role.OFFICER,
        "form": form,
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(initial={"revision": found.revision}),
    }
    return render(request, "post/team_enquiry.html", shown, status=status)
