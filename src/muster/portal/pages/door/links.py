"""Forgotten passwords and first access: links by e-mail, and the page where a password is chosen."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.passwords import renew_link, send_link, set_password, whom_to_mail
from muster.portal.organisations.actions.sign_in import factor_of
from muster.portal.organisations.guesses import Slowed
from muster.portal.organisations.links import link_of, link_with
from muster.portal.organisations.models import Link
from muster.portal.organisations.policies import LinkState, link_state
from muster.portal.pages.door import half
from muster.portal.pages.door.destinations import HOME
from muster.portal.pages.door.entering import let_in, slow_down
from muster.portal.pages.door.forms import NameForm, NewPasswordForm
from muster.portal.pages.shared.callers import caller_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all

_LINK = "link"


class AnswerFirst(HttpResponseRedirect):
    """A redirect after which something is done: how long that takes, whoever asked cannot measure."""

    def __init__(self, to: str, then: Callable[[], None] | None) -> None:
        super().__init__(to)
        self._then = then

    def close(self) -> None:
        """Called by the server when the answer has gone out."""
        then, self._then = self._then, None
        try:
            if then is not None:
                then()
        finally:
            super().close()


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """Ask for a link to a new password. The answer never tells whether there is such an account."""
    return _ask(request, "door/forgotten_password.html")


@open_to_all
@require_safe
def link_sent(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """What to do now: look for the mail, and what if none comes."""
    return render(request, "door/link_sent.html")


@open_to_all
@never_cache
@require_safe
def open_link(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """A link from an e-mail: it leaves the address at once. Opening spends nothing, for scanners open links too."""
    link = link_of(request.GET.get("key", ""))
    if link is None:
        return render(request, "door/link_unknown.html", status=404)
    request.session[_LINK] = link.public_id
    return redirect("new-password")


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """Choose a password: pressing the button spends the link."""
    link = _link(request)
    if link is None or link_state(link) is not LinkState.OPEN:
        return redirect("first-access")
    form = NewPasswordForm(request.POST if request.method == "POST" else None, initial={"username": link.person.email})
    if not form.is_valid():
        return render(request, "door/new_password.html", {"form": form, "link": link})
    try:
        person = set_password(link, form.cleaned_data["password"])
    except Refusal as refusal:
        form.refuse(refusal, "password")
        return render(request, "door/new_password.html", {"form": form, "link": link})
    # The link came to the same mailbox as the code would: asking for the code too would prove nothing more.
    if factor_of(person) == "app":
        half.begin(request, person, "app", HOME)
        return redirect("sign-in-code")
    return let_in(request, person, "link", HOME)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_access(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Where an old link leads: why it no longer works, and a new one in one press. Without a link, ask by name."""
    link = _link(request)
    if link is None and visit.person:  # the button was pressed twice: the first press let them in
        return redirect(HOME)
    if link is None:
        return _ask(request, "door/first_access.html")
    state = link_state(link)
    if state is LinkState.OPEN and request.method != "POST":
        return redirect("new-password")
    if request.method != "POST":
        return render(request, "door/link_over.html", {"link": link, "state": str(state)}, status=410)
    del request.session[_LINK]
    renew_link(link)
    return redirect("link-sent")


def _ask(request: PortalRequest, template: str) -> HttpResponse:
    form = NameForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, template, {"form": form})
    try:
        person = whom_to_mail(form.cleaned_data["username"], caller_of(request))
    except Slowed as slowed:
        return slow_down(request, slowed)
    return AnswerFirst(reverse("link-sent"), then=partial(send_link, person) if person else None)


def _link(request: PortalRequest) -> Link | None:
    kept = request.session.get(_LINK)
    return link_with(kept) if kept else None
