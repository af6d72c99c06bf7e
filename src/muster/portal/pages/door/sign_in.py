"""Sign-in: name and password, then the code, then in. And out again."""

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.authenticators import spend_app_code
from muster.portal.organisations.actions.codes import send_code, spend_code
from muster.portal.organisations.actions.sign_in import check_name_and_password, factor_of
from muster.portal.organisations.guesses import Slowed
from muster.portal.organisations.models import Person
from muster.portal.pages.door import half
from muster.portal.pages.door.destinations import next_of
from muster.portal.pages.door.entering import let_in, slow_down
from muster.portal.pages.door.forms import AppCodeForm, CodeForm, SignInForm
from muster.portal.pages.door.offered import offered
from muster.portal.pages.shared.callers import caller_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all

ENDED = ("idle", "long", "closed", "provider")


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Name and password. Whatever is wrong with them, the answer is the same."""
    if request.method != "POST":
        return redirect(next_of(request)) if visit.person else _page(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        person = check_name_and_password(
            form.cleaned_data["username"], form.cleaned_data["password"], caller_of(request)
        )
    except Slowed as slowed:
        return slow_down(request, slowed)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form)
    return go_on_with(request, person, next_of(request))


def go_on_with(request: PortalRequest, person: Person, destination: str) -> HttpResponse:
    """The password was right: ask for the second factor, or let them in where none is owed."""
    factor = factor_of(person)
    if not factor:
        return let_in(request, person, "none", destination)
    half.begin(request, person, factor, destination)
    return ask_code(request, person) if factor == "code" else redirect("sign-in-code")


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """The second factor: the code from the e-mail, or from the person's app."""
    known = half.half_of(request)
    if known is None:
        return redirect("sign-in")
    kind = AppCodeForm if known.factor == "app" else CodeForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            factor = _spend(known, form.cleaned_data["code"])
        except Slowed as slowed:
            return slow_down(request, slowed)
        except Refusal as refusal:
            form.refuse(refusal, "code")
        else:
            return let_in(request, known.person, factor, known.destination, known.vouched)
    shown = {"form": form, "factor": known.factor, "address": masked(known.person.email)}
    return render(request, "door/code.html", shown)


@open_to_all
@require_POST
def code_again(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """A new code by e-mail, which closes the one before."""
    known = half.half_of(request)
    if known is None or known.factor != "code":
        return redirect("sign-in")
    return ask_code(request, known.person)


@open_to_all
@require_POST
def sign_out(request: PortalRequest, _visit: Visit) -> HttpResponse:
    """End this session. Pressed when it had ended already, it says the same."""
    logout(request)
    return HttpResponseRedirect("/signed-out/")


@open_to_all
@require_safe
def signed_out(request: PortalRequest, visit: Visit) -> HttpResponse:
    """You have signed out."""
    return redirect("home") if visit.person else render(request, "door/signed_out.html")


def masked(address: str) -> str:
    """An e-mail address, told to somebody who knows it: its first letter and its domain."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def offers(request: PortalRequest) -> dict[str, object]:
    """The authorities' own sign-ins to choose from, and the query that leads on to where one wanted to go."""
    return {"providers": offered(request), "next_query": urlencode({"next": next_of(request)})}


def _page(request: PortalRequest, form: SignInForm) -> HttpResponse:
    ended = request.GET.get("ended", "")
    kept = request.GET.get("next", "").startswith("/kept/")
    shown = {"form": form, "ended": ended if ended in ENDED else "", "form_kept": kept}
    return render(request, "door/sign_in.html", shown | offers(request))


def ask_code(request: PortalRequest, person: Person) -> HttpResponse:
    """Mail a code, and ask for it."""
    try:
        send_code(person)
    except Slowed as slowed:
        return slow_down(request, slowed)
    return redirect("sign-in-code")


def _spend(known: half.Half, typed: str) -> str:
    if known.factor == "app":
        return spend_app_code(known.person, typed)
    spend_code(known.person, typed)
    return "code"
