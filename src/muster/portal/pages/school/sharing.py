"""Who of a trust has looked at the school, and which other trusts may see its figures."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from muster.portal.audit.reads import events
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.sharing import share_results, stop_sharing
from muster.portal.organisations.models import Role, School, Trust
from muster.portal.organisations.reads.sharing import shared_at, shared_by, trusts_beside
from muster.portal.organisations.reads.trust_people import ever_of_a_trust
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school

_SHOWN, _READ = 100, 2_000
_WORDS = {
    "figures": "Your school’s figures",
    "results": "Pupils and their results",
    "roll": "The pupils who are expected",
    "file": "A file as it was sent",
}
_OTHER = "A page with pupils"
_OF_CASES = frozenset({"case.seen", "cases.seen"})
"""Never told a school: that there is a case says that another school sends one of its pupils, who may be protected."""


class ShareForm(Form):
    """The trust that is to see the school's figures."""

    trust = forms.ChoiceField(
        label="Which trust?",
        error_messages={"required": "Choose a trust.", "invalid_choice": "Choose a trust from the list."},
    )

    def __init__(self, trusts: list[Trust], data: Any = None) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data)
        choices = [("", "Choose a trust"), *((one.public_id, one.name) for one in trusts)]
        self.fields["trust"].choices = choices  # type: ignore[attr-defined] # it is a choice field


@for_school(Role.HEAD, Role.SIGNER)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who has looked, and a form that lets another trust see the school's figures."""
    school, trusts = school_of(visit), trusts_beside(visit.scope, school_of(visit))
    form = ShareForm(trusts, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _shared(visit, school, trusts, form):
        messages.success(request, "The trust’s people see your school’s figures from now on. They see no pupils.")
        return redirect("school-sharing", school=school.public_id)
    facts = {
        "school": school,
        "form": form,
        "trusts": trusts,
        "shared": shared_by(visit.scope, school),
        "looked": _looked(school),
    }
    return render(request, "school/sharing.html", facts)


@for_school(Role.HEAD, Role.SIGNER)
@require_POST
def stop(request: PortalRequest, visit: Visit, shared: str) -> HttpResponse:
    """Take it back; what somebody has done already is said."""
    school = school_of(visit)
    found = shared_at(visit.scope, school, shared)
    if found is None:
        raise Http404
    try:
        stop_sharing(visit.actor, found)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, f"{found.trust.name} sees your school’s figures no more.")
    return redirect("school-sharing", school=school.public_id)


def _shared(visit: Visit, school: School, trusts: list[Trust], form: ShareForm) -> bool:
    chosen = next(one for one in trusts if one.public_id == form.cleaned_data["trust"])
    try:
        share_results(visit.actor, school, chosen)
    except Refusal as refusal:
        form.refuse(refusal, "trust")
        return False
    return True


def _looked(school: School) -> list[tuple[str, str, str]]:
    """Who of a trust looked, at what and when, the newest first."""
    scope = Scope(Level.SCHOOL, school.authority.public_id, frozenset({school.public_id}))
    people = ever_of_a_trust(scope)
    seen = [one for one in events(scope, limit=_READ) if one.actor in people and _is_told(one.verb)]
    return [(one.actor_name, _words(one.verb), clock.in_words(one.at)) for one in seen[:_SHOWN]]


def _is_told(verb: str) -> bool:
    return verb.endswith(".seen") and verb not in _OF_CASES


def _words(verb: str) -> str:
    return _WORDS.get(verb.removesuffix(".seen"), _OTHER)
