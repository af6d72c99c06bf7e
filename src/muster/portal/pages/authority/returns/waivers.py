"""The checks that do not count for one school: waived with why and on whose word, and asked again."""

from collections.abc import Iterable
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from muster.portal.collecting.actions import Waiving, end_waiver, waive
from muster.portal.collecting.models import Waiver
from muster.portal.collecting.policies import check_running, waivable
from muster.portal.collecting.reads import waivers_of
from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.shared.forms import Form, RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.reads.findings import rules_found
from muster.rules import catalogue
from muster.rules.catalogue import Rule

_LONGEST = 1_000
_LONGEST_NAME = 200
_FIELDS = {
    "rule_not_waivable": "rule",
    "waived_already": "rule",
    "waiver_unexplained": "reason",
    "waiver_unauthorised": "authorised_by",
}


class WaiverForm(Form):
    """Which check, why, and who decided it; those that found something here stand first."""

    rule = forms.ChoiceField(
        label="Which check?",
        help_text="What stops a file, or leaves open whose results they are, cannot be waived.",
        error_messages={"invalid_choice": "This check is waived already, or asks nothing here. Choose another."},
    )
    reason = forms.CharField(
        label="Why does it not count for this school?",
        help_text="The school reads this. Name no pupil.",
        max_length=_LONGEST,
        error_messages={"max_length": f"Shorten this to {_LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    authorised_by = forms.CharField(
        label="Who decided this?",
        help_text="Name and post, such as “Amina Fairbrother, assessment manager”. The school reads this.",
        max_length=_LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, rules: Iterable[Rule], found: frozenset[str], data: object = None) -> None:
        super().__init__(data)
        here: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for one in rules:
            (here if one.id in found else others).append((one.id, f"{one.title} ({one.id})"))
        groups = [("Found in this return", here), ("Other checks", others)]
        self.fields["rule"].choices = [("", "Choose a check"), *(one for one in groups if one[1])]  # type: ignore[attr-defined]


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def waivers(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """What is waived for the school and what was, and the form to waive a check."""
    place = place_of(request, visit, request_id)
    form = _form(place, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _waived(place, form):
        messages.success(request, f"The check no longer counts for {place.school.name}, which is shown that and why.")
        return redirect(place.to("authority-return-waivers"))
    return _page(request, place, form)


@for_school(Role.OFFICER)
@require_POST
def end(request: PortalRequest, visit: Visit, request_id: str, waiver: str) -> HttpResponse:
    """Ask a waived check of the school again."""
    place = place_of(request, visit, request_id)
    found = next((one for one in waivers_of(visit.scope, place.request) if one.public_id == waiver), None)
    if found is None:
        raise Http404
    form = RevisedForm(request.POST)
    if form.is_valid():
        try:
            end_waiver(visit.actor, found, form.cleaned_data["revision"])
        except Refusal as refusal:
            form.refuse(refusal)
            return _page(request, place, form, HTTPStatus.CONFLICT if isinstance(refusal, Changed) else HTTPStatus.OK)
        check_again(place.request)
        messages.success(request, f"The check counts for {place.school.name} again.")
        return redirect(place.to("authority-return-waivers"))
    return _page(request, place, form)


def _form(place: Place, data: object) -> WaiverForm:
    waived = {one.rule for one in _held(place)}
    rules = [one for one in waivable(place.collection) if one.id not in waived]
    return WaiverForm(rules, rules_found(place.visit.scope, place.school_return), data)


def _waived(place: Place, form: WaiverForm) -> bool:
    given = form.cleaned_data
    try:
        waive(place.visit.actor, place.request, Waiving(given["rule"], given["reason"], given["authorised_by"]))
    except Refusal as refusal:
        form.refuse(refusal, _FIELDS.get(refusal.id))
        return False
    # What counts now is said at once; the sweeper would come to it too.
    check_again(place.request)
    return True


def _held(place: Place) -> list[Waiver]:
    return [one for one in waivers_of(place.visit.scope, place.request) if one.ended_at is None]


def _page(request: PortalRequest, place: Place, form: Form, status: int = HTTPStatus.OK) -> HttpResponse:
    every = waivers_of(place.visit.scope, place.request)
    titles = catalogue()
    facts = {
        "way": "waivers",
        "form": form,
        "fresh": form if isinstance(form, WaiverForm) else _form(place, None),
        "held": [(one, titles[one.rule].title) for one in every if one.ended_at is None],
        "ended": [(one, titles[one.rule].title) for one in every if one.ended_at],
        "withheld": why_not(check_running, place.collection),
    }
    return render(request, "authority/returns/waivers.html", place.facts(**facts), status=status)
