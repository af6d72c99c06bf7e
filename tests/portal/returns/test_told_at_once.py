"""Many press the link, or remind, at the same moment: it happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from muster.portal.audit.models import Event
from muster.portal.collecting.links import decline_token, holder_of, linked_by
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.declining import decline_by_link
from muster.portal.returns.actions.messages import remind
from tests.portal.collected import acting, collect
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 10


def at_once(do: Callable[[], object]) -> int:
    """How many of ten were not refused."""

    def one(_: int) -> bool:
        try:
            do()
        except Refusal:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return sum(pool.map(one, range(TIMES)))


def test_of_ten_presses_of_the_link_one_counts() -> None:
    request = collect(make_season()).request
    linked = linked_by(decline_token(request))
    assert at_once(lambda: decline_by_link(holder_of(request), linked)) == 1
    assert Event.objects.filter(verb="request.declined").count() == 1
    assert Mail.objects.filter(template="not_taking_part", to_address=request.school.email).count() == 1


def test_ten_officers_remind_a_school_once() -> None:
    collected = collect(make_season())
    officer = acting(collected.side.officer)
    assert at_once(lambda: remind(officer, collected.collection, [collected.request])) == TIMES
    assert Event.objects.filter(verb="school.reminded").count() == 1
    assert Mail.objects.filter(template="reminder", to_address=collected.school.email).count() == 1
