"""How many files somebody may have checked that they do not send."""

from muster.portal.foundation import limits
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.guesses import in_words

_AN_HOUR = 1 / 3600
ADDRESS = limits.define("checks of an address", 20, 60 * _AN_HOUR)
PERSON = limits.define("checks of a person", 60, 120 * _AN_HOUR)


def take_check(address: str, person: str = "") -> None:
    """Spend one check, outside any transaction; raises Refusal, with the time to wait, where none is left.

    Somebody signed in (`person`, a public id) spends their own, since a whole school has one address.
    """
    allowance = limits.take(PERSON, person) if person else limits.take(ADDRESS, address)
    if not allowance.allowed:
        raise Refusal("checks_slowed", wait=in_words(allowance.wait))
