"""Reminders sent at the same moment write to each school once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from muster.portal.audit.verify import verify
from muster.portal.casework.actions.reminding import set_reminding, set_suggested
from muster.portal.casework.models import Reminded, Reminding
from muster.portal.foundation import work
from muster.portal.foundation.refusals import Refusal
from muster.portal.outbox.models import Mail
from tests.portal.collected import Collected, acting, collect
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)

To = Reminding.To


def _asked() -> Collected:
    collected = collect(make_season())
    Mail.objects.all().delete()
    return collected


def test_three_reminders_and_two_workers_on_each_write_to_a_school_once() -> None:
    collected = _asked()
    officer = acting(collected.side.officer)
    due = [set_reminding(officer, collected.collection, to) for to in (To.NOTHING_SENT, To.ANYTHING, To.NOTHING_SENT)]

    def one(public_id: str) -> bool:
        try:
            return work.do("reminders", public_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(one, [reminding.public_id for reminding in due] * 2))
    assert Reminded.objects.count() == 1
    assert Mail.objects.filter(template="reminder").count() == 4
    assert Reminding.objects.filter(finished_at=None).count() == 0
    assert verify(collected.side.authority.public_id).fault is None


def test_two_officers_who_set_the_suggested_reminders_set_them_once() -> None:
    collected = _asked()
    officer = acting(collected.side.officer)

    def one(_number: int) -> str:
        try:
            return str(len(set_suggested(officer, collected.collection)))
        except Refusal as refusal:
            return refusal.id
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = sorted(pool.map(one, range(3)))
    assert answers == ["3", "nothing_suggested", "nothing_suggested"]
