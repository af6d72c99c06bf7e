"""How often somebody may guess: wrong guesses slow the guesser, and never lock the rightful person out.

A guess from an unknown device spends a token of the network address, of the typed name and of the account behind all
its names. A device on which the person has signed in before has a bucket of its own, which nobody else can empty.
Five at once and one a minute make ten in any five minutes at most.
"""

import hashlib
import hmac
import logging

from django.conf import settings

from muster.portal.audit.action import action
from muster.portal.foundation import limits
from muster.portal.foundation.actor import VISITOR
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.caller import Caller
from muster.portal.organisations.chains import chains_of, record_of
from muster.portal.organisations.models import Person
from muster.portal.organisations.names import as_name

log = logging.getLogger("muster.security")

_A_MINUTE = 1 / 60
NAME = limits.define("sign-in name", 5, _A_MINUTE)
PERSON = limits.define("sign-in person", 5, _A_MINUTE)
DEVICE = limits.define("sign-in device", 5, _A_MINUTE)
ADDRESS = limits.define("sign-in address", 30, 10 * _A_MINUTE)
NOTICE = limits.define("sign-in notice", 1, 1 / 3600)

Spent = tuple[tuple[str, str], ...]


class Slowed(Refusal):
    """Too many tries; `wait` says how many seconds it takes until the next is heard."""

    def __init__(self, wait: int, refusal_id: str = "slowed") -> None:
        super().__init__(refusal_id, wait=in_words(wait))
        self.wait = wait


def spend_guess(typed: str, person: Person | None, caller: Caller) -> tuple[Spent, bool]:
    """Spend what one guess costs; what was spent, and whether the account still listens.

    Raises Slowed where the address or the typed name has none left, whether or not there is such an account. An
    account that no longer listens is not told apart from a wrong password: it would show that a name tried for the
    first time belongs to an account that was tried under another.
    """
    if person is not None and caller.knows(person):
        key = f"{person.public_id} {caller.device}"
        _take(DEVICE, key, person, caller)
        return ((DEVICE, key),), True
    name = as_name(typed)
    _take(ADDRESS, caller.address, person, caller)
    _take(NAME, name, person, caller)
    spent: Spent = ((ADDRESS, caller.address), (NAME, name))
    # Nobody's names share a bucket that is spent in the same way, so that both take the same time.
    key = person.public_id if person else f"nobody {name}"
    listens = limits.take(PERSON, key).allowed
    if not listens:
        _notice(person)
    return (*spent, (PERSON, key)) if listens else spent, listens


def give_back(spent: Spent) -> None:
    """The guess was right: it costs nothing."""
    for limit, key in spent:
        limits.give_back(limit, key)


def take_or_refuse(limit: str, key: str, refusal_id: str = "slowed") -> None:
    """Spend a token of a limit; raises Slowed where there is none."""
    allowance = limits.take(limit, key)
    if not allowance.allowed:
        raise Slowed(allowance.wait, refusal_id)


def tell_log(what: str, typed: str, caller: Caller) -> None:
    """A line in the security log. A typed name may be anything, so only its keyed digest stands there."""
    log.warning("%s name=%s address=%s", what, _digest(as_name(typed)), caller.address or "-")


def in_words(seconds: int) -> str:
    """A time to wait as people say it."""
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _take(limit: str, key: str, person: Person | None, caller: Caller) -> None:
    allowance = limits.take(limit, key)
    if allowance.allowed:
        return
    log.warning("sign-in slowed limit=%r address=%s", limit, caller.address or "-")
    if limit != ADDRESS:
        _notice(person)
    raise Slowed(allowance.wait)


def _notice(person: Person | None) -> None:
    """One event an hour at most says that an account is being guessed at: the chain must not grow with the guesses."""
    if person is None or not limits.take(NOTICE, person.public_id).allowed:
        return
    with action(VISITOR) as act:
        record_of(act, "person.sign_in_slowed", person, chains_of(person))


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"log " + text.encode(), hashlib.sha256).hexdigest()[:12]
