"""Queued mails reach a real mail server; one that is away, slow or refuses loses nothing and repeats nothing."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from muster.portal.foundation import clock, work
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.outbox import reads
from muster.portal.outbox.actions import Recipient, send, send_again
from muster.portal.outbox.delivery import WAITS, message_id
from muster.portal.outbox.faults import AWAY, NO_ADDRESS, NO_SERVER, NOT_LET_IN, NOT_TAKEN, SENDER, TOO_LONG
from muster.portal.outbox.keeping import blank_old
from muster.portal.outbox.models import Mail, MailState
from muster.portal.outbox.sealing import text_of
from tests.portal.outbox.conftest import FACTS
from tests.portal.outbox.server import Answering
from tests.portal.servers.smtp import Manner

pytestmark = pytest.mark.django_db

TO = Recipient("ann@hill.example", "Ann O’Dell, Head")
START = datetime(2026, 6, 26, 9, 0, tzinfo=UTC)


def work_off() -> None:
    """What the sweeper does: every item that is due, once."""
    mails = next(one for one in work.works() if one.name == "mail")
    for item in mails.pending(100):
        work.do("mail", item)


def only_mail() -> Mail:
    return Mail.objects.get()


def test_a_mail_arrives_as_text_and_as_html(server: Answering, settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Muster <no-reply@la.example>"
    mail = send("try_link", TO, FACTS)
    work_off()
    [arrived] = server.received
    assert server.to == ["ann@hill.example"]
    assert arrived["Subject"] == "Your link for Hill School"
    assert arrived["To"] == '"Ann O’Dell, Head" <ann@hill.example>'
    assert arrived["From"] == "Muster <no-reply@la.example>"
    assert arrived["Message-ID"] == message_id(mail)
    assert arrived["Auto-Submitted"] == "auto-generated"
    plain, page = arrived.get_body(("plain",)), arrived.get_body(("html",))
    assert plain is not None
    assert "https://muster.example/in/abc" in plain.get_content()
    assert page is not None
    assert "<title>Your link for Hill School</title>" in page.get_content()
    assert only_mail().state is MailState.SENT


def test_a_mail_that_was_sent_is_not_sent_again(server: Answering) -> None:
    send("try_link", TO, FACTS)
    work_off()
    work_off()
    work.do("mail", only_mail().public_id)
    assert len(server.received) == 1


def test_a_server_away_for_an_hour_loses_nothing(server: Answering) -> None:
    server.down()
    for number in range(3):
        with clock.at(START):
            send("try_link", Recipient(f"head{number}@hill.example"), FACTS)
    for minutes in range(60):
        with clock.at(START + timedelta(minutes=minutes)):
            work_off()
    assert set(Mail.objects.values_list("fault", flat=True)) == {AWAY.sentence}
    server.up()
    for minutes in range(60, 60 + 31):
        with clock.at(START + timedelta(minutes=minutes)):
            work_off()
    assert sorted(server.to) == ["head0@hill.example", "head1@hill.example", "head2@hill.example"]
    assert not reads.stopped(EVERYTHING).exists()
    assert not Mail.objects.exclude(fault="").exists()


def test_the_first_mail_that_goes_wakes_those_that_wait_for_the_server(server: Answering) -> None:
    server.down()
    with clock.at(START):
        send("try_link", TO, FACTS)
        work_off()
        server.up()
        send("try_link", Recipient("bo@hill.example"), FACTS)
        work_off()
        work_off()
    assert len(server.received) == 2


def test_only_one_mail_of_many_asks_a_server_that_is_away(server: Answering) -> None:
    server.down()
    with clock.at(START):
        for number in range(5):
            send("try_link", Recipient(f"head{number}@hill.example"), FACTS)
        work_off()
    assert sorted(Mail.objects.values_list("delays", flat=True)) == [0, 0, 0, 0, 1]


def test_each_delay_is_longer_and_none_counts_as_a_failed_attempt(server: Answering) -> None:
    server.says_to_recipient = "451 Greylisted, try later"
    moment = START
    with clock.at(moment):
        send("try_link", TO, FACTS)
    for wait in (*WAITS, WAITS[-1]):
        with clock.at(moment):
            work_off()
            mail = only_mail()
            assert mail.not_before == moment + wait
            assert mail.state is MailState.QUEUED
            assert mail.attempts == 0
        moment += wait


def test_a_mail_that_was_delayed_goes_with_the_same_message_id(server: Answering) -> None:
    server.says_to_text = "452 Disk full"
    with clock.at(START):
        send("try_link", TO, FACTS)
        work_off()
    server.says_to_text = ""
    with clock.at(START + WAITS[0]):
        work_off()
    assert [arrived["Message-ID"] for arrived in server.received] == [message_id(only_mail())]


def test_an_address_that_does_not_exist_stops_the_mail_at_once(server: Answering) -> None:
    server.says_to_recipient = "550 No such user ann@hill.example"
    send("try_link", TO, FACTS)
    work_off()
    [mail] = reads.stopped(EVERYTHING)
    assert mail.fault == NO_ADDRESS.sentence
    assert mail.state is MailState.STOPPED


def test_a_mail_that_is_refused_for_what_it_says_stops(server: Answering) -> None:
    server.says_to_text = "554 Looks like spam"
    send("try_link", TO, FACTS)
    work_off()
    assert only_mail().fault == NOT_TAKEN.sentence
    assert only_mail().state is MailState.STOPPED


def test_after_three_days_muster_gives_up_and_says_so(server: Answering) -> None:
    server.says_to_recipient = "451 Try later"
    with clock.at(START):
        send("try_link", TO, FACTS)
    with clock.at(START + timedelta(days=2, hours=23)):
        work_off()
        assert only_mail().state is MailState.QUEUED
    with clock.at(START + timedelta(days=3)):
        work_off()
    assert only_mail().state is MailState.STOPPED
    assert only_mail().fault == TOO_LONG.sentence


def test_a_stopped_mail_can_be_sent_again(server: Answering) -> None:
    server.says_to_recipient = "550 No such user"
    send("try_link", TO, FACTS)
    work_off()
    server.says_to_recipient = ""
    assert send_again(only_mail()).state is MailState.QUEUED
    work_off()
    assert server.to == ["ann@hill.example"]
    assert only_mail().fault == ""


def test_a_mail_that_was_sent_cannot_be_sent_again(server: Answering) -> None:
    send("try_link", TO, FACTS)
    work_off()
    mail = only_mail()
    with pytest.raises(Refusal, match="mail_not_stopped"):
        send_again(mail)


def test_a_server_that_breaks_off_after_taking_the_mail_gets_it_once(server: Answering) -> None:
    server.breaks_off = True
    with clock.at(START):
        send("try_link", TO, FACTS)
        work_off()
    with clock.at(START + timedelta(hours=1)):
        work_off()
    assert len(server.received) == 1
    assert only_mail().state is MailState.SENT


def test_a_server_that_never_answers_costs_no_more_than_the_time_out(server: Answering, settings: LazySettings) -> None:
    settings.EMAIL_TIMEOUT = 0.1
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_PORT = silent.getsockname()[1]
        send("try_link", TO, FACTS)
        work_off()
    assert only_mail().fault == AWAY.sentence


def test_a_line_cut_before_the_answer_repeats_the_mail_with_the_same_message_id(server: Answering) -> None:
    server.manner = Manner.DROPS
    with clock.at(START):
        send("try_link", TO, FACTS)
        work_off()
    assert only_mail().state is MailState.QUEUED
    server.manner = Manner.TAKES
    with clock.at(START + WAITS[0]):
        work_off()
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]
    assert only_mail().state is MailState.SENT


def test_a_name_and_password_that_the_server_does_not_take_keep_the_mail(
    server: Answering, settings: LazySettings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "muster", "wrong"
    send("try_link", TO, FACTS)
    work_off()
    assert only_mail().fault == NOT_LET_IN.sentence
    assert only_mail().state is MailState.QUEUED


def test_without_a_mail_server_mails_wait(settings: LazySettings) -> None:
    settings.EMAIL_HOST, settings.MAIL_KEPT_HERE = "", False
    send("try_link", TO, FACTS)
    work_off()
    assert only_mail().fault == NO_SERVER.sentence
    assert only_mail().state is MailState.QUEUED


def test_in_the_demonstration_mails_are_kept_for_the_mailbox(settings: LazySettings) -> None:
    settings.EMAIL_HOST, settings.MAIL_KEPT_HERE = "", True
    send("try_link", TO, FACTS)
    work_off()
    assert only_mail().state is MailState.SENT


def test_a_text_is_taken_away_two_weeks_after_it_was_sent(server: Answering) -> None:
    with clock.at(START):
        send("try_link", TO, FACTS)
        work_off()
    with clock.at(START + timedelta(days=13)):
        assert blank_old() == 0
    with clock.at(START + timedelta(days=14)):
        assert blank_old() == 1
    mail = only_mail()
    assert bytes(mail.sealed) == b""
    assert text_of(mail) is None
    assert mail.state is MailState.SENT


def test_a_mail_that_still_waits_keeps_its_text() -> None:
    with clock.at(START):
        send("try_link", TO, FACTS)
    with clock.at(START + timedelta(days=30)):
        assert blank_old() == 0


def test_no_log_says_what_a_mail_says(server: Answering, caplog: pytest.LogCaptureFixture) -> None:
    server.down()
    send("try_link", Recipient("okazqxfor@hill.example", "Okazqxfor"), FACTS)
    with caplog.at_level(0):
        work_off()
    assert "zqx" not in caplog.text
    assert "muster.example" not in caplog.text


def test_a_mail_whose_text_is_gone_is_not_sent_and_stops_for_somebody_to_look(server: Answering) -> None:
    send("try_link", TO, FACTS)
    Mail.objects.update(blanked_at=START)
    for days in range(4):
        with clock.at(clock.now() + timedelta(days=days)):
            work_off()
    assert server.received == []
    assert only_mail().state is MailState.STOPPED


def test_a_sender_that_the_server_does_not_take_keeps_the_mail(server: Answering) -> None:
    server.says_to_sender = "550 Not from you"
    send("try_link", TO, FACTS)
    work_off()
    assert only_mail().fault == SENDER.sentence
    assert only_mail().state is MailState.QUEUED
    assert only_mail().sent_at is None
