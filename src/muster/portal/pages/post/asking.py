"""Asking the data team: signed out at the door, signed out with a question, signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.casework import reads
from muster.portal.casework.actions import Asked, open_enquiry
from muster.portal.casework.models import EnquiryKind
from muster.portal.casework.turns import take_turn
from muster.portal.foundation.once import digest_of, once
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.models import Authority, Person, School
from muster.portal.pages.post.forms import CannotGetInForm, PersonForm, VisitorForm
from muster.portal.pages.shared.callers import client_address
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all
from muster.portal.returns.models import Finding
from muster.portal.returns.reads.findings import finding_at
from muster.rules import catalogue

_SENT = "enquiry-sent"


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def cannot_get_in(request: PortalRequest, visit: Visit) -> HttpResponse:
    """How the data team is reached by whoever cannot get in, and a form. It says of no account whether it exists."""
    return _visitor_asks(request, visit, CannotGetInForm, EnquiryKind.CANNOT_GET_IN, "post/cannot_get_in.html")


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def new_enquiry(request: PortalRequest, visit: Visit) -> HttpResponse:
    """A question to the data team, signed in or out."""
    if visit.person is None or visit.authority is None:
        # Somebody signed in who belongs nowhere must say, as a visitor does, whom they ask.
        return _visitor_asks(request, visit, VisitorForm, EnquiryKind.QUESTION, "post/new_enquiry.html")
    return _person_asks(request, visit, visit.person, visit.authority)


@open_to_all
@require_safe
def enquiry_sent(request: PortalRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001 - the session says whose
    """The reference of what was just asked, and how it goes on."""
    asked = request.session.get(_SENT, "")
    enquiry = reads.enquiries(EVERYTHING).filter(public_id=asked).first()
    if enquiry is None:
        raise Http404
    return render(request, "post/enquiry_sent.html", {"enquiry": enquiry, "team": enquiry.authority})


def _visitor_asks(
    request: PortalRequest, visit: Visit, kind_of_form: type[VisitorForm], kind: EnquiryKind, page: str
) -> HttpResponse:
    form = kind_of_form(request.POST or None, authority=visit.authority)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        authority: Authority = visit.authority or said["authority"]
        asked = Asked(
            kind=kind, name=said["name"], email=said["email"], text=said["text"], school_said=said["school_said"]
        )
        return _sent(request, visit, form, authority, asked) or render(request, page, {"form": form}, status=429)
    return render(request, page, {"form": form})


def _person_asks(request: PortalRequest, visit: Visit, person: Person, authority: Authority) -> HttpResponse:
    about = finding_at(visit.scope, request.GET.get("about", ""))
    meant = about.version.school_return.school if about else None
    form = PersonForm(request.POST or None, schools=(meant,) if meant else visit.access.schools)
    page = "post/new_enquiry.html"
    if request.method == "POST" and form.is_valid():
        school = meant or _school(visit, form.cleaned_data.get("school", ""))
        asked = Asked(
            kind=EnquiryKind.QUESTION, name=person.name, email=person.email, text=form.cleaned_data["text"],
            person=person, school=school,
            about=about.version if about else None, about_rule=about.rule if about else "",
        )  # fmt: skip
        asked_of = school.authority if school else authority
        return _sent(request, visit, form, asked_of, asked) or render(request, page, {"form": form}, status=429)
    return render(request, page, {"form": form, "about": about, "about_title": _title(about)})


def _title(about: Finding | None) -> str:
    """What the check is called that is asked about: a pupil's name is no part of it."""
    return catalogue()[about.rule].title if about else ""


def _school(visit: Visit, chosen: str) -> School | None:
    """The school that was chosen, or the only one; none for somebody who reaches no school."""
    schools = visit.access.schools
    return next((school for school in schools if school.public_id == chosen or len(schools) == 1), None)


def _sent(request: PortalRequest, visit: Visit, form: Form, authority: Authority, asked: Asked) -> HttpResponse | None:
    """Keep the enquiry, once; None where it was refused, which the form then says."""
    person = asked.person.public_id if asked.person else ""

    def ask() -> str:
        return open_enquiry(visit.actor, authority, asked).public_id

    try:
        take_turn(client_address(request), asked.email, person)
        digest = digest_of(
            authority.public_id, asked.name, asked.email, asked.school_said, asked.text, asked.about_rule
        )
        outcome = once(form.cleaned_data["once"], visit.actor, digest, ask)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    request.session[_SENT] = outcome.value
    return redirect("enquiry-sent")
