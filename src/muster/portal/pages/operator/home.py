"""Mails and work that have stopped, over every authority."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.actions.mails import send_mail_again
from muster.portal.outbox.reads import stopped
from muster.portal.pages.operator.works import works
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_operator

SHOWN = 100


@for_operator
@require_safe
def home(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What has stopped, and how much waits."""
    return _page(request, visit, Form())


@for_operator
@require_POST
def send_mail(request: PortalRequest, visit: Visit, mail: str) -> HttpResponse:
    """Send a mail again that was given up."""
    form = sent_again(request, visit, visit.scope, mail)
    return redirect("operator") if form.is_valid() else _page(request, visit, form)


def sent_again(request: PortalRequest, visit: Visit, scope: Scope, public_id: str) -> Form:
    """Send a stopped mail of the scope again; the form is valid where that went well, else it says why not."""
    mail = stopped(scope).filter(public_id=public_id).first()
    if mail is None:
        raise Http404
    form = Form(request.POST)
    try:
        if form.is_valid():
            send_mail_again(visit.actor, mail)
            messages.success(request, f"The e-mail to {mail.to_address} is on its way again.")
    except Refusal as refusal:
        form.refuse(refusal)
    return form


def _page(request: PortalRequest, visit: Visit, form: Form) -> HttpResponse:
    mails = stopped(visit.scope)[:SHOWN]
    facts = {
        "form": form,
        "works": works(visit.scope),
        "mails": mails,
        "may_send": True,
        "send": f"{reverse('operator')}mails/",
    }
    return render(request, "operator/home.html", facts)
