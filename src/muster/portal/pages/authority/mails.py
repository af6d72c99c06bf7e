"""The authority's mails that could not be delivered."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from muster.portal.organisations.models import Role
from muster.portal.outbox.reads import stopped
from muster.portal.pages.operator.home import SHOWN, sent_again
from muster.portal.pages.shared.forms import Form
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER, Role.ADVISER)
@require_safe
def mails(request: PortalRequest, visit: Visit) -> HttpResponse:
    """What was given up, and why."""
    return _page(request, visit, Form())


@for_authority(Role.OFFICER)
@require_POST
def send(request: PortalRequest, visit: Visit, mail: str) -> HttpResponse:
    """Send a mail again that was given up."""
    form = sent_again(request, visit, visit.scope, mail)
    return redirect("authority-mails") if form.is_valid() else _page(request, visit, form)


def _page(request: PortalRequest, visit: Visit, form: Form) -> HttpResponse:
    facts = {"form": form, "mails": stopped(visit.scope)[:SHOWN], "send": reverse("authority-mails")}
    return render(request, "authority/mails.html", facts | {"may_send": visit.role == Role.OFFICER})
