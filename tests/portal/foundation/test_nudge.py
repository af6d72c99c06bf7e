"""The nudge: after the commit, and never in the way."""

import logging
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from django_tasks_db.models import DBTaskResult

from muster.portal.foundation import nudge, work
from tests.portal.foundation.rows import only_work

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_enqueued_when_the_transaction_is_committed() -> None:
    with transaction.atomic():
        nudge.nudge("mail", "abc")
        assert not DBTaskResult.objects.exists()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["mail", "abc"]]


def test_those_of_many_transactions_reach_the_queue_in_one_message() -> None:
    with nudge.together():
        for item in ("abc", "def"):
            with transaction.atomic():
                nudge.nudge("mail", item)
        with transaction.atomic():
            nudge.nudge_many("mail", ["ghi"])
        with transaction.atomic():
            nudge.nudge("mail", "undone")
            transaction.set_rollback(True)
        assert not DBTaskResult.objects.exists()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["mail", ["abc", "def", "ghi"]]]
    with transaction.atomic():
        nudge.nudge("mail", "jkl")
    assert DBTaskResult.objects.count() == 2


def test_those_gathered_reach_the_queue_where_the_block_breaks_off() -> None:
    def breaks_off() -> None:
        with nudge.together():
            with transaction.atomic():
                nudge.nudge("mail", "abc")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        breaks_off()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["mail", ["abc"]]]


def test_a_transaction_rolled_back_nudges_nobody() -> None:
    with transaction.atomic():
        nudge.nudge("mail", "abc")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_queue_that_is_away_is_counted_and_told_without_data(caplog: pytest.LogCaptureFixture) -> None:
    before = nudge.failures()
    with (
        caplog.at_level(logging.DEBUG),
        patch.object(DBTaskResult.objects, "create", side_effect=DatabaseError("Okazqxfor")),
        transaction.atomic(),
    ):
        nudge.nudge("mail", "abc")
    assert nudge.failures() == before + 1
    assert "DatabaseError" in caplog.text
    assert "zqx" not in caplog.text


def test_what_the_queue_runs_never_raises(caplog: pytest.LogCaptureFixture) -> None:
    def fails(item: str) -> None:
        raise ValueError(f"{item} Okazqxfor")

    with only_work(work.Work("errand", lambda limit: [], fails)):
        nudge.do_item.call("errand", "abc")
        nudge.do_item.call("nothing of the kind", "abc")
    assert "ValueError" in caplog.text
    assert "KeyError" in caplog.text
    assert "zqx" not in caplog.text
