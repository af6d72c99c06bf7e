"""Sessions: they end after half an hour of nothing and after twelve hours in any case, and lose nothing typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY, login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.organisations.actions.provider_sessions import still_vouched
from muster.portal.organisations.actions.sessions import forget_form, keep_form
from muster.portal.organisations.kept_forms import TypedForm
from muster.portal.organisations.models import Person, ProviderSession
from muster.portal.pages.shared.callers import caller_of
from muster.portal.pages.shared.gates import SIGN_IN
from muster.portal.pages.shared.visits import GatedView
from muster.portal.pages.shared.vouched import note_vouched, vouched_session

LONGEST = timedelta(hours=12)
KEPT_FIELD = "kept-form"
_STARTED, _SEEN = "started", "seen"
_STEP = timedelta(minutes=1)
"""The time of the last page is written down once a minute, not with every page."""
_MOST_BYTES = 200_000
_NEVER_KEPT = frozenset({"code", "secret", "csrfmiddlewaretoken", KEPT_FIELD})
_OPEN = ("open_to_all", "for_machines")


class Ended(msgspec.Struct, frozen=True):
    """A session that was over when a request came: whose it was, and why it is over."""

    person: int
    why: str


class SessionLimits:
    """Ends sessions in time, and keeps the form that comes too late for the same person's next sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; that of somebody signed in is kept by no cache."""
        response = self.get_response(request)
        ended = getattr(request, "session_ended", None)
        if ended is not None and _leads_to_sign_in(response):
            response.headers["Location"] += f"&ended={ended.why}"
        if getattr(request, "session_checked", False) and isinstance(request.user, Person):
            response.headers.setdefault("Cache-Control", "private, no-store")
            _forget_what_was_sent(request, request.user, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """End what is over; answer instead of the view where a form came too late. Forged forms never come so far."""
        gate = getattr(view, "gate", None)
        kind = gate.kind if gate is not None else "open_to_all"
        if kind == "for_machines":
            return None
        stamps = not getattr(view, "asked_by_itself", False)
        request.session_ended = ended = _end_if_over(request, stamps=stamps)  # type: ignore[attr-defined] # ours
        request.session_checked = True  # type: ignore[attr-defined] # ours
        if request.method != "POST" or kind in _OPEN or request.user.is_authenticated:
            return None
        return _keep(request, ended)


def asked_by_itself(view: GatedView) -> GatedView:
    """Mark what an open page asks every few seconds: that nobody is there ends the session all the same."""
    view.asked_by_itself = True
    return view


def start_session(request: HttpRequest, person: Person, vouched: ProviderSession | None = None) -> None:
    """Sign the person in, under a new session key; nothing of an earlier session stays.

    `vouched` is the provider's session that they come by, where they do.
    """
    request.session.flush()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    if vouched is not None:
        note_vouched(request, vouched)
    _stamp(request, started=True)


def go_on(request: HttpRequest, person: Person) -> None:
    """Keep this one session of the person's when their password has just changed, under a new key."""
    started = request.session.get(_STARTED)
    start_session(request, person)
    if started:
        request.session[_STARTED] = started


def extend_session(request: HttpRequest) -> datetime:
    """Count as if a page had been opened now; when the session will end."""
    _stamp(request)
    return ends_at(request)


def ends_at(request: HttpRequest) -> datetime:
    """When the session ends if nothing more is done."""
    idle: timedelta = settings.SESSION_IDLE
    return min(_moment(request, _SEEN) + idle, _moment(request, _STARTED) + LONGEST)


def session_frame(request: HttpRequest) -> dict[str, Any]:
    """For templates: when the session ends, as a time and in seconds from now, and when to warn."""
    if not getattr(request, "session_checked", False) or not isinstance(request.user, Person):
        return {}
    end, now = ends_at(request), clock.now()
    warning: timedelta = settings.SESSION_WARNING
    return {
        "session_ends": end.astimezone(LONDON),
        "session_seconds": max(0, int((end - now).total_seconds())),
        "session_warning": int(warning.total_seconds()),
        "session_warning_minutes": int(warning.total_seconds() // 60),
        "session_is_last": end == _moment(request, _STARTED) + LONGEST,
    }


def _end_if_over(request: HttpRequest, *, stamps: bool) -> Ended | None:
    """Whose session this was, where it is over; Django itself ends those whose password or epoch has changed.

    Else the session goes on for another while (`stamps`), unless a page asked by itself.
    """
    claimed = request.session.get(SESSION_KEY) if request.session.get(BACKEND_SESSION_KEY) else None
    if claimed is None:
        return None
    if _STARTED not in request.session:
        _stamp(request, started=True)
    why = _why_over(request)
    if why:
        request.session.flush()
        request.user = AnonymousUser()
        return Ended(int(claimed), why)
    if stamps and clock.now() - _moment(request, _SEEN) >= _STEP:
        _stamp(request)
    return None


def _why_over(request: HttpRequest) -> str:
    now = clock.now()
    if now >= _moment(request, _STARTED) + LONGEST:
        return "long"
    if now >= ends_at(request):
        return "idle"
    if not request.user.is_authenticated:
        return "closed"
    vouched = vouched_session(request)
    return "" if vouched is None or still_vouched(vouched) else "provider"


def _keep(request: HttpRequest, ended: Ended | None) -> HttpResponseBase | None:
    """Keep the form for whose session it was, or for the only person who has signed in on this device."""
    person = _whose(request, ended)
    form = _typed(request)
    kept = keep_form(person, form) if person is not None and form is not None else None
    if kept is None:
        return None
    query = urlencode({"next": f"/kept/{kept.public_id}/"})
    return HttpResponseRedirect(f"{SIGN_IN}?{query}")


def _whose(request: HttpRequest, ended: Ended | None) -> Person | None:
    people = Person.objects.filter(is_active=True)
    if ended is not None:
        return people.filter(pk=ended.person).first()
    known = caller_of(request).people
    return people.filter(public_id__in=known).first() if len(known) == 1 else None


def _typed(request: HttpRequest) -> TypedForm | None:
    pairs = [(name, text) for name, texts in request.POST.lists() for text in texts if not _is_secret(name)]
    size = sum(len(name) + len(text) for name, text in pairs)
    files = [str(one.name) for _, ones in request.FILES.lists() for one in ones]
    if not (pairs or files) or size > _MOST_BYTES:
        return None
    return TypedForm(request.get_full_path(), [(name, str(text)) for name, text in pairs], files)


def _is_secret(name: str) -> bool:
    return name in _NEVER_KEPT or "password" in name.lower()


def _forget_what_was_sent(request: HttpRequest, person: Person, response: HttpResponseBase) -> None:
    """A kept form that was sent again and taken is kept no longer."""
    taken = request.method == "POST" and response.status_code in (302, 303)
    kept = request.POST.get(KEPT_FIELD) if taken else None
    if kept:
        forget_form(person, kept)


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code in (302, 303) and response.headers.get("Location", "").startswith(f"{SIGN_IN}?")


def _stamp(request: HttpRequest, *, started: bool = False) -> None:
    now = int(clock.now().timestamp())
    request.session[_SEEN] = now
    if started:
        request.session[_STARTED] = now


def _moment(request: HttpRequest, stamp: str) -> datetime:
    """A stamp of the session; the beginning of time where it has none, so that it is over."""
    return datetime.fromtimestamp(cast("int", request.session.get(stamp, 0)), UTC)
