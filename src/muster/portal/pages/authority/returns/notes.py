"""Notes on a school's request, what it has promised, and all contact with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.casework.actions.notes import add_note
from muster.portal.casework.reads.contact import contact_with
from muster.portal.casework.reads.notes import promise_of
from muster.portal.foundation.once import digest_of, new_key, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.pages.authority.returns.place import Place, any_place_of
from muster.portal.pages.post.forms import LONGEST
from muster.portal.pages.school.people import school_of
from muster.portal.pages.shared.fields import DayField
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_school

_FIELDS = {"promise_past": "promised_on", "promise_after_close": "promised_on", "promise_and_none": "promised_on"}


class NoteForm(Form):
    """A note and a promise: one of them at least; kept once, however often it is sent."""

    text = forms.CharField(
        label="Note for the data team",
        help_text="The school never sees it. Write no more of a pupil or a family than is needed.",
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": f"Shorten this to {LONGEST:,} characters."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    promised_on = DayField(
        label="The school will send by", help_text="If it has promised a day, such as 30/6/2026.", required=False
    )
    no_promise = forms.BooleanField(label="What the school promised before holds no longer", required=False)
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: PortalRequest, visit: Visit, request_id: str) -> HttpResponse:
    """The form, and what went to and fro with the school, the newest first."""
    place = any_place_of(request, visit, request_id)
    form = _form(request, place)
    if form.is_bound and form.is_valid() and _noted(place, form):
        messages.success(request, "This is noted.")
        return redirect(place.to("authority-return-notes"))
    facts = {
        "way": "notes",
        "form": form,
        "promise": promise_of(visit.scope, place.request),
        "contact": contact_with(visit.scope, place.school),
    }
    return render(request, "authority/returns/notes.html", place.facts(**facts))


@for_school(Role.OFFICER, Role.PUPIL_ADVISER)
@require_safe
def contact(request: PortalRequest, visit: Visit) -> HttpResponse:
    """All contact with the school, in whatever collection, the newest first."""
    school = school_of(visit)
    return render(
        request, "authority/school_contact.html", {"school": school, "contact": contact_with(visit.scope, school)}
    )


def _form(request: PortalRequest, place: Place) -> NoteForm:
    posted: Any = request.POST if request.method == "POST" and place.may_write else None
    form = NoteForm(posted, initial={"once": new_key()})
    if promise_of(place.visit.scope, place.request) is None and not form.is_bound:
        del form.fields["no_promise"]
    return form


def _noted(place: Place, form: NoteForm) -> bool:
    given = form.cleaned_data

    def do() -> str:
        day, gone = given["promised_on"], given["no_promise"]
        return add_note(place.visit.actor, place.request, given["text"], day, no_promise=gone).public_id

    try:
        digest = digest_of(place.request.public_id, given["text"], str(given["promised_on"]), str(given["no_promise"]))
        once(given["once"], place.visit.actor, digest, do)
    except Refusal as refusal:
        form.refuse(refusal, _FIELDS.get(refusal.id, "text"))
        return False
    return True
