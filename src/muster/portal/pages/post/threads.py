"""An enquiry's thread for whoever asked: signed in, or by the link in their mail."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.casework import reads
from muster.portal.casework.actions import renew_link, reply
from muster.portal.casework.links import LinkEnded, LinkUnknown, enquiry_of
from muster.portal.casework.models import Enquiry
from muster.portal.casework.turns import take_turn
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.models import Person
from muster.portal.pages.post.forms import ReplyForm
from muster.portal.pages.shared.callers import client_address
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all, signed_in

_SENT = "Your message has reached the data team."


@signed_in
@require_safe
def own_enquiries(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What one has asked oneself."""
    return render(request, "post/own_enquiries.html", {"enquiries": _own(visit)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_enquiry(request: PortalRequest, visit: Visit, enquiry: str) -> HttpResponse:
    """One of one's own enquiries, and a form to go on."""
    found = next((one for one in _own(visit) if one.public_id == enquiry), None)
    if found is None:
        raise Http404
    return _thread(request, visit.actor, found)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def linked_enquiry(request: PortalRequest, visit: Visit, token: str) -> HttpResponse:  # noqa: ARG001 - the token says all
    """The enquiry that the link in a mail opens, and nothing else."""
    try:
        enquiry = enquiry_of(token)
    except LinkUnknown:
        raise Http404 from None
    except LinkEnded as ended:
        return render(request, "post/link_ended.html", {"token": token, "enquiry": ended.enquiry}, status=410)
    return _thread(request, _by_link(enquiry), enquiry)


@open_to_all
@never_cache
@require_POST
def renew(request: PortalRequest, visit: Visit, token: str) -> HttpResponse:  # noqa: ARG001 - the token says all
    """A new link for an old one, sent to the address that the asker gave."""
    try:
        enquiry = enquiry_of(token)
    except LinkUnknown:
        raise Http404 from None
    except LinkEnded as ended:
        enquiry = ended.enquiry
    try:
        take_turn(client_address(request), enquiry.email)
    except Refusal as refusal:
        shown = {"token": token, "enquiry": enquiry, "refusal": refusal.sentence}
        return render(request, "post/link_ended.html", shown, status=429)
    renew_link(_by_link(enquiry), enquiry)
    return render(request, "post/link_renewed.html", {"enquiry": enquiry})


def _own(visit: Visit) -> list[Enquiry]:
    return list(reads.own_enquiries(EVERYTHING, _person(visit)))


def _person(visit: Visit) -> Person:
    if visit.person is None:
        raise Http404
    return visit.person


def _thread(request: PortalRequest, actor: Actor, enquiry: Enquiry) -> HttpResponse:
    """The thread; what is sent from it is added to it."""
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_turn(client_address(request), enquiry.email, enquiry.person.public_id if enquiry.person else "")
            reply(actor, enquiry, form.cleaned_data["text"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _SENT)
            return redirect(request.path)
    shown = {"enquiry": enquiry, "thread": reads.thread(EVERYTHING, enquiry), "form": form}
    return render(request, "post/own_enquiry.html", shown)


def _by_link(enquiry: Enquiry) -> Actor:
    """Whoever holds the link: that they are who they said, nobody has checked."""
    return Actor(ActorKind.LINK, enquiry.public_id, "Whoever asked, by the link in their mail")
