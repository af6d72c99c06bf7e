"""The last step in: a session, its event, and the device remembered."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.sign_in import check_way_in, record_sign_in
from muster.portal.organisations.guesses import Slowed
from muster.portal.organisations.models import Person, ProviderSession
from muster.portal.pages.shared.callers import remember_device
from muster.portal.pages.shared.session import start_session


def let_in(
    request: HttpRequest, person: Person, factor: str, destination: str, vouched: ProviderSession | None = None
) -> HttpResponse:
    """Sign the person in and send them where they want to go; `vouched` is the provider's session they come by.

    Whose password opens nothing is told which way to come.
    """
    if vouched is None:
        try:
            check_way_in(person)
        except Refusal as refusal:
            return render(request, "door/provider_problem.html", {"sentence": refusal.sentence}, status=403)
    record_sign_in(person, factor)
    start_session(request, person, vouched)
    response = HttpResponseRedirect(destination)
    remember_device(request, response, person)
    return response


def slow_down(request: HttpRequest, slowed: Slowed) -> HttpResponse:
    """The page that says when to try again: the same whether or not there is such an account."""
    response = render(request, "door/slowed.html", {"slowed": slowed}, status=429)
    response.headers["Retry-After"] = str(slowed.wait)
    return response
