"""How often somebody may write: nobody fills the data team's list, or another person's mailbox, by a machine."""

from muster.portal.foundation import limits
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.guesses import in_words

_AN_HOUR = 1 / 3600
CALLER = limits.define("enquiries of an address", 10, 10 * _AN_HOUR)
MAILBOX = limits.define("enquiries for a mailbox", 4, _AN_HOUR)
PERSON = limits.define("enquiries of a person", 20, 20 * _AN_HOUR)


def take_turn(caller: str, email: str, person: str = "") -> None:
    """Spend one message, outside any transaction; raises Refusal, with the time to wait, where none is left.

    Somebody signed in (`person`, a public id) spends their own. Otherwise it is the network address's and, since a
    mail goes there, the mailbox's.
    """
    if person:
        return _take(PERSON, person)
    _take(CALLER, caller)
    return _take(MAILBOX, email.strip().lower())


def _take(limit: str, key: str) -> None:
    allowance = limits.take(limit, key)
    if not allowance.allowed:
        raise Refusal("enquiries_slowed", wait=in_words(allowance.wait))
