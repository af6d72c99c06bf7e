"""One's own account: password, second factor, every session at once."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.authenticators import add_app, remove_app, renew_recovery_codes
from muster.portal.organisations.actions.passwords import change_password, confirm_password
from muster.portal.organisations.actions.sessions import end_sessions
from muster.portal.organisations.guesses import Slowed
from muster.portal.organisations.models import Person
from muster.portal.organisations.signing_in import authenticators
from muster.portal.pages.door.entering import slow_down
from muster.portal.pages.door.forms import ChangePasswordForm, ConnectForm, PasswordForm
from muster.portal.pages.shared.gates import PortalRequest, Visit, signed_in
from muster.portal.pages.shared.session import go_on
from muster.portal.pages.shared.vouched import provider_by_which

_SALT = "muster.app"
_MINUTES_TO_CONNECT = 30


@signed_in
@require_safe
def account(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Who one is here, and how one signs in."""
    person = visit.somebody
    shown = {
        "memberships": visit.access.memberships,
        "names": person.sign_in_names.select_related("school").order_by("name"),
        "has_app": authenticators.has_app(person),
        "provider": provider_by_which(request),
        "codes_left": authenticators.recovery_codes_left(person),
    }
    return render(request, "door/account.html", shown)


@signed_in
@never_cache
@sensitive_post_parameters("old_password", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Choose another password. This session goes on, every other one ends."""
    person = visit.somebody
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "door/change_password.html", {"form": form})
    try:
        change_password(person, form.cleaned_data["old_password"], form.cleaned_data["password"])
    except Slowed as slowed:
        return slow_down(request, slowed)
    except Refusal as refusal:
        form.refuse(refusal, "old_password" if refusal.id == "password_old_wrong" else "password")
        return render(request, "door/change_password.html", {"form": form})
    go_on(request, person)
    messages.success(request, "Your password was changed. Every other session of yours has ended.")
    return redirect("account")


@signed_in
@require_POST
def end_everywhere(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Sign out everywhere, here too."""
    end_sessions(visit.actor, visit.somebody)
    request.session.flush()
    return redirect("signed-out")


@signed_in
@never_cache
@sensitive_post_parameters("code", "password", "secret")
@require_http_methods(["GET", "HEAD", "POST"])
def connect_app(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Connect an authenticator app: the picture to read, and its first code to prove that it worked."""
    person = visit.somebody
    form = ConnectForm(request.POST if request.method == "POST" else None, initial={"secret": _offer(person)})
    secret = _offered(person, str(form["secret"].value()))
    if secret is None or authenticators.has_app(person):
        return redirect("account")
    if form.is_valid():
        try:
            confirm_password(person, form.cleaned_data["password"])
            codes = add_app(person, secret, form.cleaned_data["code"])
        except Slowed as slowed:
            return slow_down(request, slowed)
        except Refusal as refusal:
            form.refuse(refusal, "password" if refusal.id == "password_wrong" else "code")
        else:
            return render(request, "door/recovery_codes.html", {"codes": codes, "is_new": True})
    picture = authenticators.picture(authenticators.app_address(person, secret)).partition("?>")[2]
    spelt = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    # The picture is drawn from the secret and the person's address by a library of ours: nothing of it is typed.
    shown = {"form": form, "picture": mark_safe(picture), "spelt": spelt}  # noqa: S308 - see above
    return render(request, "door/connect_app.html", shown)


@signed_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect_app(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Take the app away: from then on a code comes by e-mail."""
    person = visit.somebody
    form = PasswordForm(request.POST if request.method == "POST" else None)
    answer = _after_password(request, person, form)
    if answer is not None:
        return answer
    if not form.is_valid():
        return render(request, "door/disconnect_app.html", {"form": form})
    if authenticators.has_app(person):
        remove_app(visit.actor, person)
        messages.success(request, "The app is disconnected. From now on we e-mail you a code when you sign in.")
    return redirect("account")


@signed_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Ten new recovery codes in place of the old ones."""
    person = visit.somebody
    if not authenticators.has_app(person):
        return redirect("account")
    form = PasswordForm(request.POST if request.method == "POST" else None)
    answer = _after_password(request, person, form)
    if answer is not None:
        return answer
    if not form.is_valid():
        return render(request, "door/new_recovery_codes.html", {"form": form})
    return render(request, "door/recovery_codes.html", {"codes": renew_recovery_codes(person), "is_new": False})


def _after_password(request: PortalRequest, person: Person, form: PasswordForm) -> HttpResponse | None:
    """Check the password of a valid form: the page for somebody who tries too often, else the form says what is so."""
    if not form.is_valid():
        return None
    try:
        confirm_password(person, form.cleaned_data["password"])
    except Slowed as slowed:
        return slow_down(request, slowed)
    except Refusal as refusal:
        form.refuse(refusal, "password")
    return None


def _offer(person: Person) -> str:
    return signing.dumps({"person": person.public_id, "secret": authenticators.new_secret()}, salt=_SALT)


def _offered(person: Person, said: str) -> str | None:
    """The secret that was offered to this person in the last half hour; None where it was another's, or changed."""
    try:
        offer = signing.loads(said, salt=_SALT, max_age=_MINUTES_TO_CONNECT * 60)
    except signing.BadSignature:
        return None
    return str(offer["secret"]) if offer["person"] == person.public_id else None
