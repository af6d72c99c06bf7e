"""A mail is rendered when it is sent, exists only if the action commits, and is sealed where it is kept."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, connections, transaction

from muster.portal.foundation.crypto import Unreadable
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.outbox import reads
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.models import Mail, MailState
from muster.portal.outbox.rendering import Fact, MailFault, facts_of, render
from muster.portal.outbox.sealing import text_of
from tests.portal.outbox.conftest import FACTS

pytestmark = pytest.mark.django_db

TO = Recipient("ann@hill.example", "Ann O’Dell")


def test_the_mail_says_what_its_template_says_of_the_facts() -> None:
    text = text_of(send("try_link", TO, FACTS))
    assert text is not None
    assert text.subject == "Your link for Hill School"
    assert text.plain.startswith("Dear Ann O’Dell\n")
    assert '<a href="https://muster.example/in/abc">' in text.html
    assert '<html lang="en">' in text.html
    assert "<title>Your link for Hill School</title>" in text.html


def test_plain_text_is_not_escaped_and_html_is() -> None:
    text = render("try_link", "Ann", FACTS | {"school": "Hill & <Dale>"})
    assert text.subject == "Your link for Hill & <Dale>"
    assert "Hill &amp; &lt;Dale&gt;" in text.html
    assert "<Dale>" not in text.html


def test_a_line_break_in_a_fact_makes_no_second_header() -> None:
    text = render("try_link", "Ann", FACTS | {"school": "Hill\nBcc: all@hill.example"})
    assert "\n" not in text.subject


def test_a_mail_waits_in_the_queue() -> None:
    mail = send("try_link", TO, FACTS)
    assert mail.state is MailState.QUEUED
    assert list(reads.waiting(EVERYTHING)) == [mail]


def test_a_mail_of_an_action_that_was_undone_does_not_exist() -> None:
    with suppress(LookupError), transaction.atomic():
        send("try_link", TO, FACTS)
        raise LookupError
    assert not Mail.objects.exists()


def test_nothing_of_the_text_stands_in_the_database() -> None:
    mail = send("try_link", TO, FACTS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_mail")
        row = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert mail.to_address in row
    assert "Hill School" not in row
    assert "muster.example" not in row


def test_a_text_cannot_be_moved_to_another_mail() -> None:
    one, other = send("try_link", TO, FACTS), send("try_link", TO, FACTS)
    other.sealed = one.sealed
    with pytest.raises(Unreadable):
        text_of(other)


def test_once_sends_once() -> None:
    first = send("try_link", TO, FACTS, once="head-1")
    assert send("try_link", TO, FACTS, once="head-1") == first
    assert send("try_link", TO, FACTS, once="head-2") != first


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FACTS | {"surname": "Okazqxfor"}, "does not say surname"),
        ({"school": "Hill School"}, "needs ends, link"),
        (FACTS | {"link": object()}, "takes plain facts"),
    ],
)
def test_facts_that_the_template_does_not_name_are_a_fault_of_ours(facts: dict[str, Fact], said: str) -> None:
    with pytest.raises(MailFault, match=said) as fault:
        send("try_link", TO, facts)
    assert "Okazqxfor" not in str(fault.value)
    assert not Mail.objects.exists()


def test_a_template_without_a_subject_is_a_fault_of_ours() -> None:
    with pytest.raises(MailFault, match="Subject"):
        render("try_bare", "Ann", {})


def test_officers_see_their_own_authoritys_mails_alone() -> None:
    own = send("try_link", TO, FACTS, authority="bbbbbbbbbbbbbbbb")
    send("try_link", TO, FACTS, authority="cccccccccccccccc")
    send("try_link", TO, FACTS)
    officer = Scope(Level.AUTHORITY, "bbbbbbbbbbbbbbbb")
    assert list(reads.mailbox(officer)) == [own]
    assert not reads.mailbox(NOBODY).exists()
    assert not reads.mailbox(Scope(Level.SCHOOL, "bbbbbbbbbbbbbbbb", frozenset({"x"}))).exists()
    assert reads.mailbox(EVERYTHING).count() == 3


def test_the_mailbox_shows_the_newest_first_and_one_address_when_asked() -> None:
    first, second = send("try_link", TO, FACTS), send("try_link", Recipient("bo@hill.example"), FACTS)
    assert list(reads.mailbox(EVERYTHING)) == [second, first]
    assert list(reads.mailbox(EVERYTHING, " Ann@Hill.example ")) == [first]


def test_the_facts_of_loops_and_branches_count_and_their_own_names_do_not() -> None:
    assert facts_of("try_loop") == {"schools", "note", "fallback", "total"}
    text = render("try_loop", "Ann", {"schools": ["Hill", "Dale"], "note": "", "fallback": "None", "total": 2})
    assert text.plain == "1 Hill\n2 Dale\nNone\n2 in all\n"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_the_same_once_are_one_mail() -> None:
    def send_one(_number: int) -> str:
        try:
            return send("try_link", TO, FACTS, once="head-1").public_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        sent = set(pool.map(send_one, range(20)))
    assert sent == {Mail.objects.get().public_id}


def test_a_mail_names_nobody_where_it_is_logged() -> None:
    assert str(send("try_link", TO, FACTS)).startswith("try_link ")
