"""An authority's own sign-in: out to its provider, back from it, and told by it that a session ended there."""

import logging
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.provider_sessions import begin_session, end_by_logout, vouching
from muster.portal.organisations.actions.provider_settings import note_tried
from muster.portal.organisations.actions.provider_sign_in import arrive
from muster.portal.organisations.actions.sign_in import factor_of
from muster.portal.organisations.models import ProviderAccount, ProviderSession, SignInProvider
from muster.portal.organisations.provider.claims import Arrival, arrival_of, gives_roles, role_of
from muster.portal.organisations.provider.client import Refused, Tokens, redeem, where_to
from muster.portal.organisations.provider.fetching import Away
from muster.portal.organisations.provider.metadata import metadata_of
from muster.portal.organisations.provider.tokens import Wrong, check_logout_token
from muster.portal.pages.door import half
from muster.portal.pages.door.asked import Asked, answered, ask
from muster.portal.pages.door.destinations import next_of
from muster.portal.pages.door.entering import let_in
from muster.portal.pages.door.offered import base_of, way_back
from muster.portal.pages.door.sign_in import ask_code, offers
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all

log = logging.getLogger("muster.security")

_AWAY = 503


@open_to_all
@require_safe
def choose(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """The authorities whose people sign in by their own provider."""
    return render(request, "door/providers.html", offers(request))


@open_to_all
@never_cache
@require_safe
def start(request: PortalRequest, _visit: Visit, la: str) -> HttpResponse:
    """Out to the provider; from the host that it leads back to, since only there the answer is known again."""
    provider = _provider(la)
    base = base_of(provider.authority)
    if request.get_host() != urlsplit(base).netloc:
        return HttpResponseRedirect(f"{base}{request.path}?{urlencode({'next': next_of(request)})}")
    return go_out(request, provider, next_of(request), is_trial=False)


def go_out(request: PortalRequest, provider: SignInProvider, destination: str, *, is_trial: bool) -> HttpResponse:
    """Send somebody to the provider, or say why that cannot be."""
    question = ask(request, provider, way_back(provider.authority), destination, is_trial=is_trial)
    try:
        return HttpResponseRedirect(where_to(provider, question))
    except (Away, Refusal) as fault:
        return _problem(request, provider, fault)


@open_to_all
@never_cache
@require_safe
@sensitive_variables()
def back(request: PortalRequest, visit: Visit, la: str) -> HttpResponse:
    """Back from the provider: who they are, in which role, by which factor."""
    provider = _provider(la, must_be_on=False)
    asked = answered(request, provider)
    if asked is None and visit.person:  # the back button, or a page loaded twice: they are in
        return redirect("home")
    try:
        tokens = _redeemed(request, provider, asked)
        arrival = arrival_of(provider, tokens.claims)
        if asked is not None and asked.is_trial:
            return _tried(request, visit, provider, arrival)
        if not provider.is_on:
            raise Http404
        account = arrive(vouching(provider), provider, arrival)
    except (Away, Refused, Wrong, Refusal) as fault:
        return _problem(request, provider, fault)
    session = begin_session(vouching(provider), account, arrival, tokens.refresh)
    return _let_in(request, account, arrival, session, asked.destination if asked else "/home/")


@csrf_exempt
@open_to_all
@require_POST
def logged_out(request: PortalRequest, _visit: Visit, la: str) -> HttpResponse:
    """The provider says, signed, that somebody's session there has ended: it ends here too (Back-Channel Logout)."""
    provider = _provider(la)
    try:
        metadata = metadata_of(provider.issuer)
        logout = check_logout_token(metadata, provider.client_id, request.POST.get("logout_token", ""))
    except Wrong as wrong:
        log.warning("logout token refused authority=%s: %s", provider.authority.public_id, wrong)
        return HttpResponse("This is no logout token of this provider's.", status=400, content_type="text/plain")
    except (Away, Refusal) as away:
        log.warning("logout token not checked authority=%s: %s", provider.authority.public_id, away)
        return HttpResponse("The provider's keys cannot be read.", status=_AWAY, content_type="text/plain")
    end_by_logout(vouching(provider), provider, logout)
    return HttpResponse(status=200)


def _provider(la: str, *, must_be_on: bool = True) -> SignInProvider:
    rows = SignInProvider.objects.select_related("authority").filter(authority__la=la)
    found = (rows.filter(is_on=True) if must_be_on else rows).first()
    if found is None:
        raise Http404
    return found


def _redeemed(request: PortalRequest, provider: SignInProvider, asked: Asked | None) -> Tokens:
    if asked is None:
        raise Refusal("provider_begun_elsewhere")
    said_by = request.GET.get("iss")
    if said_by is not None and said_by != metadata_of(provider.issuer).issuer:
        raise Wrong("another provider answered")
    code = request.GET.get("code", "")
    if not code:
        raise Refused
    return redeem(provider, asked.question, code)


def _let_in(
    request: PortalRequest, account: ProviderAccount, arrival: Arrival, session: ProviderSession, destination: str
) -> HttpResponse:
    factors, person = SignInProvider.Factor, account.person
    rule = account.provider.factor
    if rule == factors.PROVIDER or (rule == factors.CLAIMED and arrival.is_strong):
        return let_in(request, person, "provider", destination, session)
    factor = factor_of(person)
    if not factor:
        return let_in(request, person, "none", destination, session)
    half.begin(request, person, factor, destination, session)
    return ask_code(request, person) if factor == "code" else redirect("sign-in-code")


def _tried(request: PortalRequest, visit: Visit, provider: SignInProvider, arrival: Arrival) -> HttpResponse:
    """What the provider says of whoever tries it, and what that would make of them here; nobody is signed in."""
    if visit.person is None or not visit.access.roles_at_authority(provider.authority):
        raise Refusal("provider_begun_elsewhere")
    role = role_of(provider, arrival) if gives_roles(provider) else None
    note_tried(visit.actor, provider)
    facts = {"provider": provider, "arrival": arrival, "role": role, "gives_roles": gives_roles(provider)}
    return render(request, "authority/signing_on/tried.html", facts)


def _problem(request: PortalRequest, provider: SignInProvider, fault: Exception) -> HttpResponse:
    """Why nobody was signed in, and what to do; what is at fault goes to the log, without anybody's name."""
    if isinstance(fault, Refusal):
        refusal, status = fault, 403
    elif isinstance(fault, Away):
        refusal, status = Refusal("provider_away", provider=provider.name), _AWAY
    elif isinstance(fault, Refused):
        refusal, status = Refusal("provider_declined", provider=provider.name), 403
    else:
        refusal, status = Refusal("provider_wrong", provider=provider.name), 403
    why = refusal.id if isinstance(fault, Refusal) else f"{type(fault).__name__} {fault}"
    log.warning("sign-in by provider refused authority=%s: %s", provider.authority.public_id, why)
    facts = {"provider": provider, "sentence": refusal.sentence}
    return render(request, "door/provider_problem.html", facts, status=status)
