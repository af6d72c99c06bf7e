"""New heads that schools named: approved in one click, or refused with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.head_changes import approve_head, refuse_head
from muster.portal.organisations.models import HeadChange, Role
from muster.portal.organisations.reads.head_changes import decided, head_change_with, waiting
from muster.portal.organisations.reads.memberships import head_of
from muster.portal.pages.authority.forms import RefuseHeadForm
from muster.portal.pages.shared.forms import Form, RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority

_DECIDED_SHOWN = 20


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def heads(request: PortalRequest, visit: Visit) -> HttpResponse:
    """The new heads that wait, and the last ones that were decided."""
    return _list(request, visit, Form())


@for_authority(Role.OFFICER)
@require_POST
def approve(request: PortalRequest, visit: Visit, change: str) -> HttpResponse:
    """Approve a new head."""
    found = _found(visit, change)
    form = RevisedForm(request.POST)
    if not form.is_valid():
        return _list(request, visit, form)
    try:
        approve_head(visit.actor, found, form.cleaned_data["revision"])
    except Refusal as refusal:
        if not _is_done(visit, found, HeadChange.State.APPROVED):
            form.refuse(refusal)
            return _list(request, visit, form)
    messages.success(request, f"{found.name} is now the head teacher of {found.school.name}, and is told by e-mail.")
    return redirect("authority-heads")


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: PortalRequest, visit: Visit, change: str) -> HttpResponse:
    """Refuse a new head, with a reason for the school."""
    found = _found(visit, change)
    form = RefuseHeadForm(request.POST if request.method == "POST" else None, initial={"revision": found.revision})
    if form.is_bound and form.is_valid():
        try:
            refuse_head(visit.actor, found, form.cleaned_data["revision"], form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        if form.is_valid() or _is_done(visit, found, HeadChange.State.REFUSED):
            messages.success(request, f"{found.name} was refused, and {found.asked_by_name} is told by e-mail.")
            return redirect("authority-heads")
    facts = {"form": form, "change": found, "head": head_of(visit.scope, found.school)}
    return render(request, "authority/refuse_head.html", facts)


def _is_done(visit: Visit, change: HeadChange, state: HeadChange.State) -> bool:
    """Whether this officer has decided the same already: a button pressed twice is no quarrel."""
    return change.state == state and change.decided_by_name == visit.actor.name


def _list(request: PortalRequest, visit: Visit, form: Form) -> HttpResponse:
    waits = [(change, head_of(visit.scope, change.school)) for change in waiting(visit.scope)]
    facts = {"form": form, "waiting": waits, "decided": decided(visit.scope)[:_DECIDED_SHOWN]}
    return render(request, "authority/heads.html", facts | {"may_decide": visit.role == Role.OFFICER})


def _found(visit: Visit, public_id: str) -> HeadChange:
    found = head_change_with(visit.scope, public_id)
    if found is None:
        raise Http404
    return found
