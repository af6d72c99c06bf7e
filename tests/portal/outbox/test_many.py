"""Many mails at once: each once, counted by what they belong to; addresses that mail does not reach."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from muster.portal.foundation import clock, work
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox import reads
from muster.portal.outbox.actions import Letter, Recipient, send, send_again, send_many
from muster.portal.outbox.models import Mail
from tests.portal.outbox.conftest import FACTS
from tests.portal.outbox.server import Answering

pytestmark = pytest.mark.django_db

START = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
OURS = Scope(Level.AUTHORITY, "ours")
THEIRS = Scope(Level.AUTHORITY, "theirs")


def letters(number: int) -> list[Letter]:
    return [Letter("try_link", Recipient(f"h{one}@s.example"), FACTS, f"a:{one}", "hill") for one in range(number)]


def work_off() -> None:
    mails = next(one for one in work.works() if one.name == "mail")
    for item in mails.pending(500):
        work.do("mail", item)


def test_many_mails_go_once_each_with_a_message_to_the_queue_for_fifty(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as messages:
        assert send_many(letters(120), authority="ours", batch="b") == 120
        assert send_many(letters(121), authority="ours", batch="b") == 1
    assert Mail.objects.count() == 121
    assert len(messages) < 10
    assert {one.school for one in reads.mails_of_school(OURS, "hill")} == {"hill"}
    assert reads.mails_of_school(THEIRS, "hill") == []


def test_nothing_to_send_is_no_fault() -> None:
    assert send_many([], authority="ours", batch="b") == 0


def test_a_server_away_for_an_hour_loses_none_of_forty_and_repeats_none(server: Answering) -> None:
    server.down()
    with clock.at(START):
        send_many(letters(40), authority="ours", batch="b")
    for minutes in range(0, 60, 5):
        with clock.at(START + timedelta(minutes=minutes)):
            work_off()
    assert reads.counts_of(OURS, "b") == reads.Counts(queued=40)
    server.up()
    for minutes in (95, 96, 97):
        with clock.at(START + timedelta(minutes=minutes)):
            work_off()
    assert sorted(server.to) == sorted(f"h{one}@s.example" for one in range(40))
    assert reads.counts_of(OURS, "b") == reads.Counts(sent=40)
    assert reads.counts_of(THEIRS, "b").number == 0


def test_an_address_that_the_server_refuses_bounces_until_something_arrives(server: Answering) -> None:
    server.says_to_recipient = "550 No such mailbox"
    with clock.at(START):
        send_many([Letter("try_link", Recipient("Ann@Hill.example"), FACTS, "a")], authority="ours", batch="b")
        work_off()
    assert (reads.bouncing(OURS), reads.bouncing(THEIRS)) == ({"ann@hill.example"}, set())
    assert reads.counts_of(OURS, "b").stopped == 1
    server.says_to_recipient = ""
    with clock.at(START + timedelta(days=1)):
        send_again(Mail.objects.get())
        assert reads.bouncing(OURS) == {"ann@hill.example"}
        work_off()
    assert reads.bouncing(OURS) == set()


def test_a_server_away_for_three_days_says_nothing_of_the_address(server: Answering) -> None:
    server.down()
    with clock.at(START):
        send("try_link", Recipient("ann@hill.example"), FACTS, authority="ours")
    with clock.at(START + timedelta(days=4)):
        work_off()
    assert reads.stopped(OURS).exists()
    assert reads.bouncing(OURS) == set()
