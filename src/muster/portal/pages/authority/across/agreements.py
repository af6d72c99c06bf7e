"""Sharing agreements with other authorities: seen by officers, recorded and ended by whoever settles its matters."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.duplicates.actions.agreeing import end_agreement, record_agreement
from muster.portal.duplicates.models import Agreement
from muster.portal.duplicates.reads.agreements import agreement_at, ended_agreements, neighbours_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.across.forms import FIELDS, RecordForm
from muster.portal.pages.authority.people import authority_of, may_settle
from muster.portal.pages.shared.forms import RevisedForm, posted
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER)
@require_safe
def agreements(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Those that hold, those that one side has still to record, and those that were ended."""
    facts = {
        "own": authority_of(visit),
        "neighbours": neighbours_of(visit.scope),
        "ended": ended_agreements(visit.scope),
        "may_settle": may_settle(visit),
    }
    return render(request, "authority/across/agreements.html", facts)


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Record an agreement for this authority's side."""
    _check(visit)
    asked_by = _asked_by(request, visit)
    form = RecordForm(posted(request), initial={"la": asked_by})
    if form.is_bound and form.is_valid() and _recorded(request, visit, form):
        return redirect("authority-sharing")
    return render(request, "authority/across/record.html", {"own": authority_of(visit), "form": form})


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PortalRequest, visit: Visit, agreement: str) -> HttpResponse:
    """End an agreement, once that is said twice."""
    found = _found(visit, agreement)
    _check(visit)
    form = RevisedForm(posted(request), initial={"revision": found.revision})
    if form.is_bound and form.is_valid() and _ended(visit, found, form):
        messages.success(request, f"The agreement with {found.other.name} is ended, and its keys are deleted.")
        return redirect("authority-sharing")
    facts = {"own": authority_of(visit), "agreement": _found(visit, agreement), "form": form}
    return render(request, "authority/across/end.html", facts, status=form.status)


def _asked_by(request: PortalRequest, visit: Visit) -> str:
    """The number of an authority that has recorded its side and waits for this one, where the address names it."""
    waiting = {one.other.la for one in neighbours_of(visit.scope) if one.ours is None}
    named = request.GET.get("with", "")
    return named if named in waiting else ""


def _recorded(request: PortalRequest, visit: Visit, form: RecordForm) -> bool:
    try:
        row = record_agreement(visit.actor, authority_of(visit), form.recording)
    except Refusal as refusal:
        form.refuse(refusal, FIELDS.get(refusal.id))
        return False
    holds = any(one.holds for one in neighbours_of(visit.scope) if one.other == row.other)
    now = "Pupils are compared from now on." if holds else "Pupils are compared once they have recorded it too."
    messages.success(request, f"The agreement with {row.other.name} is recorded. {now}")
    return True


def _ended(visit: Visit, agreement: Agreement, form: RevisedForm) -> bool:
    seen = form.cleaned_data["revision"]
    return form.does(lambda: end_agreement(visit.actor, agreement, seen), lambda: agreement.revision)


def _found(visit: Visit, public_id: str) -> Agreement:
    found = agreement_at(visit.scope, public_id)
    if found is None:
        raise Http404
    return found


def _check(visit: Visit) -> None:
    if not may_settle(visit):
        raise PermissionDenied
