"""A new head: named by the outgoing one or by the office, decided by the authority."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.organisations.models import Role
from muster.portal.organisations.reads.head_changes import last_at
from muster.portal.organisations.reads.memberships import head_of
from muster.portal.pages.people.forms import PersonForm
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school


@for_school(Role.HEAD, Role.SIGNER, Role.SENDER)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who is head, who was named, and the form to name somebody."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _asked(request, visit, form):
        return redirect("school-head", school=school_of(visit).public_id)
    school = school_of(visit)
    facts = {"school": school, "head": head_of(visit.scope, school), "change": last_at(visit.scope, school)}
    return render(request, "school/head.html", facts | {"form": form})


def _asked(request: PortalRequest, visit: Visit, form: PersonForm) -> bool:
    try:
        ask_for_head(visit.actor, school_of(visit), form.cleaned_data["name"], form.cleaned_data["email"])
    except Refusal as refusal:
        form.refuse(refusal, None if isinstance(refusal, Changed) else "email")
        return False
    messages.success(request, f"{form.cleaned_data['name']} was named. The authority decides, and you are told.")
    return True
