"""Half signed in: the password was right, the second factor is still owed. It opens nothing else."""

from datetime import timedelta

import msgspec
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from muster.portal.foundation import clock
from muster.portal.organisations.models import Person, ProviderSession

_KEY = "half"
_GOOD_FOR = timedelta(minutes=15)


class Half(msgspec.Struct, frozen=True):
    """Who has given their password or comes by a provider, which factor they owe, and where they want to go."""

    person: Person
    factor: str
    destination: str
    vouched: ProviderSession | None = None


def begin(
    request: HttpRequest, person: Person, factor: str, destination: str, vouched: ProviderSession | None = None
) -> None:
    """Note, under a new session key, that the person's password was right, or that a provider vouches for them."""
    request.session.flush()
    request.session[_KEY] = {
        "person": person.public_id,
        "at": int(clock.now().timestamp()),
        "proof": person.get_session_auth_hash(),
        "factor": factor,
        "destination": destination,
        "vouched": vouched.public_id if vouched else "",
    }


def half_of(request: HttpRequest) -> Half | None:
    """Who is half signed in; None where nobody is, a quarter of an hour has gone, or the password changed since."""
    kept = request.session.get(_KEY)
    if not kept or clock.now().timestamp() - kept["at"] > _GOOD_FOR.total_seconds():
        return None
    person = Person.objects.filter(public_id=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["proof"], person.get_session_auth_hash()):
        return None
    vouched = ProviderSession.objects.filter(public_id=kept["vouched"], ended_at__isnull=True).first()
    if kept["vouched"] and vouched is None:
        return None
    return Half(person, kept["factor"], kept["destination"], vouched)
