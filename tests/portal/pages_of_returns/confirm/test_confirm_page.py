"""The page that confirms: who sees what, what stands in the way, and what a press does."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Practice
from muster.portal.foundation import clock
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.returns.declarations import declarations
from muster.portal.returns.models import Confirmation, Version
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.confirm.said import said
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, PASSWORD, Season

MOST_QUERIES = 45


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


@pytest.fixture
def client(collected: Collected, client_of: ClientOf) -> Client:
    return client_of(collected.side.head)


def at(collected: Collected, name: str = "return-confirm") -> str:
    return reverse(name, kwargs={"school": collected.school.public_id, "request_id": collected.request.public_id})


def filled(collected: Collected, **more: object) -> dict[str, object]:
    """The form as somebody fills it in who does everything right."""
    own = {
        "revision": collected.school_return().revision,
        "once": new_key(),
        "agreed": list(declarations()),
        "proof": PASSWORD,
    }
    return own | more


def post(client: Client, collected: Collected, **more: object) -> HttpResponseBase:
    return client.post(at(collected), filled(collected, **more))


def test_the_numbers_stand_beside_the_declarations(client: Client, collected: Collected) -> None:
    page = text(client.get(at(collected)))
    assert "Your results hold 6 pupils" in page
    assert "expects 6" in page
    assert all(one in page for one in declarations().values())


def test_the_declarations_are_boxes_whose_ticks_are_seen(client: Client, collected: Collected) -> None:
    page = text(client.get(at(collected)))
    boxes = re.findall(r'<input type="checkbox" name="agreed"[^>]*class="govuk-checkboxes__input"', page)
    assert len(boxes) == len(declarations())


def test_everything_ticked_and_the_password_lead_to_the_receipt(client: Client, collected: Collected) -> None:
    answer = post(client, collected)
    assert (answer.status_code, answer.headers["Location"]) == (302, at(collected, "return-receipt"))
    assert Confirmation.objects.get().by_name == collected.side.head.name


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_told_at_once_to_make_the_reports(client: Client, collected: Collected) -> None:
    DBTaskResult.objects.all().delete()
    post(client, collected)
    told = [row.args_kwargs["args"] for row in DBTaskResult.objects.all()]
    assert ["reports", collected.school_return().public_id] in told


def test_the_same_press_again_shows_the_same_receipt(client: Client, collected: Collected) -> None:
    given = filled(collected)
    answers = [client.post(at(collected), given) for _ in range(2)]
    assert [one.headers["Location"] for one in answers] == [at(collected, "return-receipt")] * 2
    assert Confirmation.objects.count() == 1


def test_a_wrong_password_signs_nothing_and_keeps_what_was_ticked(client: Client, collected: Collected) -> None:
    page = said(post(client, collected, proof="wrong"))
    assert "That is not your password" in page
    assert len(re.findall(r'name="agreed"[^>]* checked', page)) == len(declarations())
    assert not Confirmation.objects.exists()


def test_a_wrong_password_counts_as_a_guess(client: Client, collected: Collected) -> None:
    answers = [post(client, collected, proof="wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert post(client, collected).status_code == 429


def test_a_statement_left_out_is_asked_for(client: Client, collected: Collected) -> None:
    assert "Tick each statement" in said(post(client, collected, agreed=["final"]))
    assert "Tick each statement" in said(post(client, collected, agreed=[]))
    assert not Confirmation.objects.exists()


def test_a_password_left_out_is_asked_for_in_our_words(client: Client, collected: Collected) -> None:
    said_then = said(post(client, collected, proof=""))
    assert "Enter your password." in said_then
    assert "This field is required" not in said_then


def test_whoever_was_second_is_told_and_can_go_on(client: Client, collected: Collected) -> None:
    old = collected.school_return().revision
    collected.send(results_file(collected.entries, {1: {"reading": "GDS"}}))
    answer = post(client, collected, revision=old)
    assert answer.status_code == 409
    assert f'name="revision" value="{old + 1}"' in said(answer)


def test_errors_are_listed_with_what_puts_them_right(client_of: ClientOf, season: Season) -> None:
    found = collect(season)
    found.send(results_file(found.entries, {1: {"maths": ""}}))
    page = text(client_of(season.head).get(at(found)))
    assert "must be put right before anybody can confirm" in page
    assert at(found, "return-check") + "R01/" in page
    assert "Confirm the results" not in page


def test_open_questions_are_said_with_their_day(client_of: ClientOf, season: Season) -> None:
    day = clock.today() + timedelta(days=30)
    found = collect(season, Practice(answers_by=day))
    found.send(results_file(found.entries, without=(2,)))
    page = text(client_of(season.head).get(at(found)))
    assert "still to answer by" in page
    assert f"{day.day} {day:%B %Y}" in page
    assert "Confirm the results" in page


def test_where_answers_come_first_the_button_waits(client_of: ClientOf, season: Season) -> None:
    found = collect(season, Practice(answers_first=True))
    found.send(results_file(found.entries, without=(2,)))
    page = text(client_of(season.head).get(at(found)))
    assert "answer every question before you confirm" in page
    assert "Confirm the results" not in page


def test_lateness_is_said(client: Client, collected: Collected) -> None:
    with clock.at(collected.collection.deadline + timedelta(hours=1)):
        assert "marked as late" in text(client.get(at(collected)))


def test_a_closed_collection_is_said(client: Client, collected: Collected) -> None:
    with clock.at(collected.collection.closes_at + timedelta(hours=1)):
        page = text(client.get(at(collected)))
    assert "This collection closed" in page
    assert "Confirm the results" not in page


def test_what_is_confirmed_already_leads_to_its_receipt(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    assert f"See receipt {signed.receipt}" in text(client.get(at(collected)))


def test_a_sender_is_told_who_can_confirm(client_of: ClientOf, collected: Collected) -> None:
    sender = client_of(collected.side.sender)
    page = text(sender.get(at(collected)))
    assert "Only the head teacher" in page
    assert collected.side.head.name in page
    assert sender.post(at(collected), filled(collected, for_head="Jo Head")).status_code == 409
    assert not Confirmation.objects.exists()


def test_a_sender_names_the_head_where_the_authority_lets_them(client_of: ClientOf, season: Season) -> None:
    found = collect(season, Practice(sender_may_confirm=True))
    found.send()
    sender = client_of(season.sender)
    assert f'value="{season.head.name}"' in text(sender.get(at(found)))
    assert sender.post(at(found), filled(found, for_head="Jo Head")).status_code == 302
    assert Confirmation.objects.get().for_head == "Jo Head"


def test_somebody_named_beforehand_signs_in_the_head_s_place(client_of: ClientOf, collected: Collected) -> None:
    assert post(client_of(collected.side.signer), collected).status_code == 302
    assert Confirmation.objects.get().by_role == "signer"


@pytest.mark.parametrize(
    ("person", "status"),
    [("reader", 403), ("trust_lead", 404), ("officer", 403), ("adviser", 403), ("other_head", 404), ("stranger", 404)],
)
def test_nobody_else_confirms(
    client_of: ClientOf, collected: Collected, season: Season, person: str, status: int
) -> None:
    client = client_of(getattr(season, person))
    assert (client.get(at(collected)).status_code, post(client, collected).status_code) == (status, status)
    assert not Confirmation.objects.exists()


def test_somebody_without_a_password_signs_with_a_code_from_their_mailbox(
    collected: Collected, client_of: ClientOf, code_in_mailbox: Callable[[Person], str]
) -> None:
    head = collected.side.head
    head.set_unusable_password()
    head.save()
    client = client_of(head)
    assert "E-mail me a code" in text(client.get(at(collected)))
    assert post(client, collected, send_code="yes").status_code == 302
    assert "That is not the code" in said(post(client, collected, proof="000000x"))
    assert post(client, collected, proof=code_in_mailbox(head)).status_code == 302


def test_what_was_signed_is_in_the_trail_without_a_pupil(client: Client, collected: Collected) -> None:
    post(client, collected)
    entry = collected.entries[0]
    facts = str(Event.objects.get(verb="return.confirmed").facts)
    assert entry.surname not in facts
    assert entry.upn not in facts
    assert CANARY not in facts


def test_no_pupil_is_looked_at_where_none_is_shown(client: Client, collected: Collected) -> None:
    client.get(at(collected))
    assert not Event.objects.filter(verb="results.seen").exists()


def test_the_page_asks_no_more_of_the_database_than_it_must(client: Client, collected: Collected) -> None:
    client.get(at(collected))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(at(collected))
    assert len(asked) <= MOST_QUERIES, len(asked)


def test_a_mail_server_that_is_down_loses_no_receipt(client: Client, collected: Collected) -> None:
    post(client, collected)
    assert Mail.objects.filter(template="receipt", finished_at=None).exists()


def test_whoever_signs_reads_that_an_officer_sent_the_results_for_the_school(
    client: Client, collected: Collected
) -> None:
    assert "for your school" not in text(client.get(at(collected)))
    Version.objects.update(for_school=True, made_by_name="Amina Fairbrother")
    assert "Amina Fairbrother of Northshire sent or changed them for your school on" in text(client.get(at(collected)))
