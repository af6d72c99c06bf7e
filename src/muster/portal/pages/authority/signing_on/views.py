"""How the authority's own people sign in: seen by its officers, settled by its managers."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Changed, Refusal, why_not
from muster.portal.organisations.actions.emergency import name_emergency_account
from muster.portal.organisations.actions.provider_settings import check_ready, settle_provider, switch_provider
from muster.portal.organisations.models import Role, SignInProvider
from muster.portal.organisations.reads.providers import emergency_account, is_emergency_ready, provider_of
from muster.portal.pages.authority.people import authority_of, may_settle
from muster.portal.pages.authority.signing_on.forms import EmergencyForm, ProviderForm, shown
from muster.portal.pages.door.offered import base_of, told_of_logout, way_back
from muster.portal.pages.door.providers import go_out
from muster.portal.pages.shared.forms import RevisedForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, for_authority


@for_authority(Role.OFFICER)
@require_safe
def sign_in(request: PortalRequest, visit: Visit) -> HttpResponse:
    """How it stands, what is still to do, and what the provider must be told."""
    return _page(request, visit, RevisedForm())


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("secret")
def provider(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Settle the provider."""
    _check(visit)
    own = authority_of(visit)
    held = provider_of(visit.scope)
    form = ProviderForm(request.POST if request.method == "POST" else None, initial=shown(held, own.name))
    if form.is_bound and form.is_valid() and _settled(visit, form):
        messages.success(request, "The settings are saved.")
        return redirect("authority-sign-in")
    facts = {"form": form, "own": own, "provider": held, "way_back": way_back(own)}
    return render(request, "authority/signing_on/provider.html", facts)


@for_authority(Role.OFFICER)
@require_safe
def trial(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Go through the provider as people will, and see what it says; nobody is signed in by it."""
    _check(visit)
    held = _held(visit)
    base = base_of(held.authority)
    if request.get_host() != urlsplit(base).netloc:
        return HttpResponseRedirect(base + request.path)
    return go_out(request, held, request.path, is_trial=True)


@for_authority(Role.OFFICER)
@require_POST
def switch(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Let people come by the provider, or no more."""
    _check(visit)
    held, form = _held(visit), RevisedForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, form)
    is_on = request.POST.get("to") == "on"
    try:
        switch_provider(visit.actor, held, form.cleaned_data["revision"], is_on=is_on)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, visit, form)
    now = f"People can sign in with {held.name} now." if is_on else f"Nobody signs in with {held.name} any more."
    messages.success(request, now)
    return redirect("authority-sign-in")


@for_authority(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Name the emergency account, or another one in its place."""
    _check(visit)
    present = emergency_account(visit.scope)
    seen = present.public_id if present else ""
    form = EmergencyForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if form.is_bound and form.is_valid() and _named(visit, form):
        told = form.cleaned_data["email"]
        messages.success(request, f"The emergency account is named. A link to choose its password goes to {told}.")
        return redirect("authority-sign-in")
    facts = {"form": form, "own": authority_of(visit), "present": present}
    return render(request, "authority/signing_on/emergency.html", facts)


def _settled(visit: Visit, form: ProviderForm) -> bool:
    own, given = authority_of(visit), form.cleaned_data

    def now() -> int:
        held = provider_of(visit.scope)
        return held.revision if held else 0

    return form.does(lambda: settle_provider(visit.actor, own, given["revision"], form.terms()), now, about="secret")


def _named(visit: Visit, form: EmergencyForm) -> bool:
    given = form.cleaned_data
    try:
        name_emergency_account(visit.actor, authority_of(visit), given["name"], given["email"], seen=given["seen"])
    except Changed as changed:
        form.keep_over(changed, emergency_account(visit.scope))
        return False
    except Refusal as refusal:
        form.refuse(refusal, "email")
        return False
    return True


def _page(request: PortalRequest, visit: Visit, form: RevisedForm) -> HttpResponse:
    own, held = authority_of(visit), provider_of(visit.scope)
    facts = {
        "form": form,
        "own": own,
        "provider": held,
        "lacks": why_not(check_ready, held) if held and not held.is_on else "",
        "emergency": emergency_account(visit.scope),
        "is_ready": is_emergency_ready(visit.scope),
        "may_settle": may_settle(visit),
        "way_back": way_back(own),
        "told_of_logout": told_of_logout(own),
    }
    return render(request, "authority/signing_on/sign_in.html", facts)


def _held(visit: Visit) -> SignInProvider:
    found = provider_of(visit.scope)
    if found is None:
        raise Http404
    return found


def _check(visit: Visit) -> None:
    if not may_settle(visit):
        raise PermissionDenied
