"""What went out with somebody to their provider, kept in their session until they come back."""

import secrets
from datetime import timedelta

import msgspec
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from muster.portal.foundation import clock
from muster.portal.organisations.models import SignInProvider
from muster.portal.organisations.provider.client import Question

_KEY = "asked"
_GOOD_FOR = timedelta(minutes=15)


class Asked(msgspec.Struct, frozen=True):
    """A question under way: for which provider, where the person wants to go, and whether they only try it out."""

    question: Question
    provider: str
    destination: str
    is_trial: bool
    at: float


def ask(request: HttpRequest, provider: SignInProvider, redirect: str, destination: str, *, is_trial: bool) -> Question:
    """A new question, which this browser alone can answer; an earlier one is forgotten."""
    question = Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect)
    asked = Asked(question, provider.public_id, destination, is_trial, clock.now().timestamp())
    request.session[_KEY] = msgspec.to_builtins(asked)
    return question


def answered(request: HttpRequest, provider: SignInProvider) -> Asked | None:
    """The question that an answer belongs to, once; None where it is none of this browser's, or too old."""
    kept = request.session.pop(_KEY, None)
    if kept is None:
        return None
    asked = msgspec.convert(kept, Asked)
    late = clock.now().timestamp() - asked.at > _GOOD_FOR.total_seconds()
    same = constant_time_compare(asked.question.state, request.GET.get("state", ""))
    return asked if same and not late and asked.provider == provider.public_id else None
