"""Signing in: name and password, then the second factor, then the session."""

import secrets
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable, make_password

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations import guesses
from muster.portal.organisations.actions.emergency import note_emergency_use
from muster.portal.organisations.caller import Caller
from muster.portal.organisations.chains import chains_of, record_of, themselves
from muster.portal.organisations.models import Person
from muster.portal.organisations.names import whose
from muster.portal.organisations.policies import LONGEST
from muster.portal.organisations.signing_in.authenticators import has_app
from muster.portal.organisations.ways_in import provider_needed


def check_name_and_password(typed: str, password: str, caller: Caller) -> Person:
    """The person whose name and password these are.

    An unknown name, a closed account, an account without a password and a wrong password are refused alike, after the
    same work, and nothing is mailed. Whose password is right but opens nothing is told the way in. Raises Slowed where
    the guesser must wait.
    """
    person = whose(typed)
    spent, listens = guesses.spend_guess(typed, person, caller)
    right = _is_right(person, password)
    if person is None or not right or not listens:
        guesses.tell_log("sign-in refused", typed, caller)
        raise Refusal("sign_in_wrong")
    guesses.give_back(spent)
    check_way_in(person)
    return person


def check_way_in(person: Person) -> None:
    """Raises Refusal where a password opens nothing of the person's: they come by their authority's own sign-in."""
    provider = provider_needed(person)
    if provider is not None:
        raise Refusal("provider_needed", provider=provider.name)


def factor_of(person: Person) -> str:
    """The second factor that the person owes: "app", "code", or "" for an account of the demonstration."""
    if settings.DEMONSTRATION and not person.second_factor:
        return ""
    return "app" if has_app(person) else "code"


def record_sign_in(person: Person, factor: str) -> None:
    """Say that the person is in, and by which second factor; of an emergency account's use, others are told.

    One event, and one for such a use.
    """
    chains = chains_of(person)
    with action(themselves(person), chains[0]) as act:
        Person.objects.filter(pk=person.pk, first_in__isnull=True).update(first_in=clock.now())
        record_of(act, "person.signed_in", person, chains, factor=factor)
        note_emergency_use(themselves(person), person)


def _is_right(person: Person | None, password: str) -> bool:
    usable = person is not None and is_password_usable(person.password)
    encoded = person.password if person is not None and usable else _nobodys()
    # One sign more than any password has: what is longer cannot become right by being cut.
    return check_password(password[: LONGEST + 1], encoded) and usable


@cache
def _nobodys() -> str:
    """A password that nobody knows, so that a name of nobody's costs the same check."""
    return make_password(secrets.token_urlsafe(32))
