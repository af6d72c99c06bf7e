"""Who the pupils of confirmed results are, put right by an officer beside what the school signed."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.formats.names import fold
from muster.portal.collecting.terms import framework_of
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, place_of
from muster.portal.pages.returns.place import record_seen
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.actions.identities import CORRECTABLE, correct_identity
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.cells import tidied
from muster.portal.returns.reads.corrected import LABELS, corrections_of
from muster.portal.returns.reads.results import PupilResult, results_of

_LONGEST = 1_000
_FIELDS = {"identity_upn_taken": "upn", "identity_unexplained": "reason"}


class IdentityForm(RevisedForm):
    """Who the pupil is, and why it is put right."""

    upn = forms.CharField(label=LABELS["upn"], max_length=20)
    forename = forms.CharField(label=LABELS["forename"], max_length=200)
    surname = forms.CharField(label=LABELS["surname"], max_length=200)
    dob = forms.CharField(label=LABELS["dob"], help_text="For example, 14/3/2019", max_length=40)
    reason = forms.CharField(
        label="Why is this right?",
        help_text="Such as “The school telephoned: as on the birth certificate”. The school reads this.",
        max_length=_LONGEST,
        error_messages={"max_length": f"Shorten this to {_LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, year: int, who: IdentityRecord, revision: int, data: Any = None) -> None:  # noqa: ANN401 - what was posted
        born = f"{who.dob.day}/{who.dob.month}/{who.dob.year}" if who.dob else ""
        own = {"upn": who.upn, "forename": who.forename, "surname": who.surname, "dob": born, "revision": revision}
        super().__init__(data, initial=own)
        self._year, self._who = year, who
        for name in CORRECTABLE:
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
            # What the school left empty may stay so.
            self.fields[name].required = bool(own[name])

    @property
    def wished(self) -> dict[str, str]:
        """What was typed otherwise than it stands there."""
        return {name: self.cleaned_data[name] for name in CORRECTABLE if self.cleaned_data[name] != self.initial[name]}

    def clean(self) -> dict[str, Any]:
        """Each value as it would be kept, or why it cannot be."""
        given = super().clean() or {}
        for name in CORRECTABLE:
            if given.get(name) and given[name] != self.initial[name]:
                try:
                    tidied(name, given[name], framework_of(self._year), clock.today())
                except Refusal as refusal:
                    self.add_error(name, refusal.sentence)
        return given


@for_school(Role.OFFICER)
@require_safe
def identities(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The pupils of the results in force, each leading to its form, and what was put right."""
    place = place_of(request, visit, request_id)
    pupils = sorted(_pupils(place), key=_by_name)
    record_seen(place, "results", len(pupils))
    facts = {"way": "identities", "pupils": pupils, "corrections": corrections_of(visit.scope, place.school_return)}
    return render(request, "authority/returns/identities.html", place.facts(**facts))


@for_school(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: PortalRequest, visit: Visit, request_id: str, result: str) -> HttpResponse:
    """One pupil: who it is by now, and what is right."""
    place = place_of(request, visit, request_id)
    pupil = next((one for one in _pupils(place) if one.row.public_id == result), None)
    if pupil is None or pupil.who is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = IdentityForm(place.collection.year, pupil.who, place.school_return.revision, sent)
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        if _corrected(place, form, result):
            messages.success(
                request, f"Put right. {place.school.name} is told; what it signed stands as it was signed."
            )
            return redirect(place.to("authority-return-identities"))
        status = HTTPStatus.CONFLICT
    record_seen(place, "results", 1)
    facts = {"way": "identities", "form": form, "who": pupil.who}
    return render(request, "authority/returns/identity.html", place.facts(**facts), status=status)


def _pupils(place: Place) -> list[PupilResult]:
    """The pupils of the results in force; none where nothing is confirmed."""
    if not place.is_in_force or place.version is None:
        return []
    return [one for one in results_of(place.visit.scope, place.version) if one.who is not None]


def _by_name(pupil: PupilResult) -> tuple[str, str]:
    return (fold(pupil.who.surname), fold(pupil.who.forename)) if pupil.who else ("", "")


def _corrected(place: Place, form: IdentityForm, result: str) -> bool:
    given = form.cleaned_data
    actor, seen = place.visit.actor, given["revision"]
    corrected = form.does(
        lambda: correct_identity(actor, place.request, seen, result, form.wished, given["reason"]),
        place.revision_now,
        _FIELDS,
    )
    if corrected:
        # Who the pupil is decides what is found; the sweeper would come to it too.
        check_again(place.request)
    return corrected
