"""Signing in at the provider, and what a test does there behind its back."""

import json
import os
import time
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.core.internal import jwkkit
from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.html import format_html

from tests.portal.servers.openid_provider.adapter import FURTHER


def sign_in(request: HttpRequest) -> HttpResponse:
    """A page with a button for each person; pressing it signs them in here, if they are not disabled."""
    if request.method == "POST":
        person = _person(request.POST["email"])
        if not person.is_active:
            return HttpResponse("This account is disabled.", status=403)
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return HttpResponseRedirect(request.GET["next"])
    buttons = [
        format_html('<form method="post"><button name="email" value="{0}">{0}</button></form>', person.email)
        for person in get_user_model()._default_manager.all()
    ]
    return HttpResponse(f"<!doctype html><html lang='en'><title>Sign in</title><h1>Council</h1>{''.join(buttons)}")


def control(request: HttpRequest, what: str) -> HttpResponse:
    """Make a client or a person, change a person, make a token of a logout."""
    return JsonResponse(_DOES[what](json.loads(request.body)))


def _client(said: dict[str, Any]) -> dict[str, Any]:
    made, _ = Client.objects.get_or_create(id=said["id"], defaults={"name": said["id"]})
    made.set_secret(said["secret"])
    made.scopes = "openid\nprofile\nemail"
    made.grant_types = "authorization_code\nrefresh_token"
    made.redirect_uris, made.skip_consent = said["redirect"], True
    made.save()
    return {}


def _make_person(said: dict[str, Any]) -> dict[str, Any]:
    people: Any = get_user_model()._default_manager
    first, _, last = said["name"].partition(" ")
    names = {"email": said["email"], "first_name": first, "last_name": last, "is_active": True}
    person, _ = people.update_or_create(username=said["email"], defaults=names)
    EmailAddress.objects.update_or_create(
        user=person, email=said["email"], defaults={"primary": True, "verified": said["verified"]}
    )
    FURTHER[said["email"]] = said["claims"]
    return {"sub": str(person.pk)}


def _disable(said: dict[str, Any]) -> dict[str, Any]:
    person = _person(said["email"])
    person.is_active = False
    person.save()
    return {}


def _logout_token(said: dict[str, Any]) -> dict[str, Any]:
    key, private = jwkkit.load_jwk_from_pem(os.environ["PROVIDER_KEY"])
    now = int(time.time())
    claims = {
        "iss": said["issuer"], "aud": said["client"], "iat": now, "exp": now + 120, "jti": str(time.time_ns()),
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    } | said["claims"]  # fmt: skip
    kept = {name: value for name, value in claims.items() if value is not None}
    return {"token": jwt.encode(kept, private, algorithm="RS256", headers={"kid": key["kid"]})}


def _person(email: str) -> Any:  # noqa: ANN401 - the project there has its own table of people
    return get_user_model()._default_manager.get_by_natural_key(email)


_DOES = {"client": _client, "person": _make_person, "disable": _disable, "logout-token": _logout_token}
