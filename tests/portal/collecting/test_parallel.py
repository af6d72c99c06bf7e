"""What two people do at the same moment happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from muster.portal.audit.verify import verify
from muster.portal.collecting.actions import ask_schools, decline
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.models import Mail
from tests.portal.collecting.made_up import HEAD, IN_MAY, OFFICER, asked, authority, opened, schools

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times: int, do: Callable[[], str]) -> list[str]:
    """What each of so many threads came to: an answer, or the id of a refusal."""

    def one(_number: int) -> str:
        try:
            with clock.at(IN_MAY):
                return do()
        except Refusal as refusal:
            return refusal.id
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def test_two_officers_ask_a_school_once() -> None:
    place = authority()
    collection, both = opened(place), schools(place)
    counts = at_once(4, lambda: str(len(ask_schools(OFFICER, collection, both).requests)))
    assert (counts, Request.objects.count(), Mail.objects.count()) == (["0", "0", "0", "2"], 2, 2)
    assert verify(place.public_id).fault is None


def test_of_those_who_decline_at_once_one_does() -> None:
    request = asked(authority())[0]
    answers = at_once(4, lambda: decline(HEAD, request, 1).participation)
    assert answers == ["changed", "changed", "changed", "declined"]
