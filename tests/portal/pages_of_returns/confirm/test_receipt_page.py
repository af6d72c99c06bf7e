"""The receipt, its PDF, what to change at the school, the corrected CTF, and taking it back."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.portal.audit.models import Event
from muster.portal.foundation import clock, reader
from muster.portal.returns.actions.correcting import CellWish, check_and_keep, write_cells
from muster.portal.returns.checking import beside
from muster.portal.returns.models import Confirmation, Result, Worksheet
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.confirm.said import content_of, said
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import Season

MOST_QUERIES = 30
EVERYBODY_AT_SCHOOL = ("head", "signer", "sender", "reader", "officer", "pupil_adviser")
PAGES = ("return-receipt", "return-receipt-pdf", "return-own-system", "return-ctf")


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


@pytest.fixture
def client(collected: Collected, client_of: ClientOf) -> Client:
    return client_of(collected.side.head)


def at(collected: Collected, name: str = "return-receipt") -> str:
    return reverse(name, kwargs={"school": collected.school.public_id, "request_id": collected.request.public_id})


def correct(collected: Collected, place: int, field: str, value: str) -> None:
    """Change a pupil's field on screen, as the sender does, and keep it."""
    actor = acting(collected.side.sender)
    version = collected.school_return().version
    child = Result.objects.get(version=version, place=place).child.public_id
    sheet = Worksheet.objects.filter(school_return=collected.school_return()).first()
    write_cells(actor, collected.request, sheet.revision if sheet else 1, [CellWish(child, 0, field, value)])
    check_and_keep(actor, collected.request, collected.school_return().revision)


def test_before_anything_is_confirmed_it_says_so(client: Client, collected: Collected) -> None:
    assert "No receipt yet" in text(client.get(at(collected)))
    assert client.get(at(collected, "return-receipt-pdf")).status_code == 404


def test_the_receipt_says_who_when_and_how_many(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    page = text(client.get(at(collected)))
    for one in (signed.receipt, signed.by_name, signed.digest, "Results confirmed", "What happens next"):
        assert one in page
    assert "Fingerprint of what was signed" in page


def test_the_time_is_london_s(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    Confirmation.objects.update(at=datetime(2026, 6, 24, 14, 2, tzinfo=UTC))
    assert "24 June 2026 at 3:02pm" in text(client.get(at(collected)))
    assert signed.pk


def test_the_receipt_names_no_pupil(client: Client, collected: Collected) -> None:
    confirmed(collected)
    page = text(client.get(at(collected)))
    assert not [one for one in collected.entries if one.surname in page or one.upn in page]


def test_the_pdf_is_the_receipt(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    answer = client.get(at(collected, "return-receipt-pdf"))
    name = f"{collected.school.urn}_KS1 receipt.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(content_of(answer))) as pdf, pdf.open_metadata() as held:
        assert held["pdfuaid:part"] == "1"
        assert signed.receipt in str(held["dc:title"])


def test_a_withdrawn_receipt_can_still_be_seen(client: Client, collected: Collected) -> None:
    first = confirmed(collected)
    withdrawn(collected, "The wrong file.")
    again = confirmed(collected)
    page = text(client.get(at(collected)))
    assert again.receipt in page
    assert first.receipt in page
    old = text(client.get(f"{at(collected)}?of={first.public_id}"))
    assert f"Withdrawn: receipt {first.receipt}" in old
    assert "The wrong file." in old
    assert content_of(client.get(f"{at(collected, 'return-receipt-pdf')}?of={first.public_id}")).startswith(b"%PDF")


def test_a_receipt_of_another_return_is_not_found(client: Client, collected: Collected) -> None:
    confirmed(collected)
    assert client.get(f"{at(collected)}?of=nosuchreceipt22").status_code == 404


def test_a_newer_file_is_told_apart_from_what_counts(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    collected.send(results_file(collected.entries, {1: {"reading": "GDS"}}))
    page = text(client.get(at(collected)))
    assert signed.receipt in page
    assert "sent or changed something since" in page


def test_changes_made_on_screen_are_listed_with_who_made_them(client: Client, collected: Collected) -> None:
    correct(collected, 1, "reading", "WTS")
    correct(collected, 1, "reading", "GDS")
    correct(collected, 2, "dob", "14/03/2019")
    page = text(client.get(at(collected, "return-own-system")))
    assert page.count(collected.side.sender.name) == 2
    assert "14 March 2019" in page
    assert "GDS" in page
    assert "WTS" not in page
    assert Event.objects.filter(verb="results.seen").latest("number").facts == {"shown": 2}


def test_who_confirms_sees_the_changes_too(client: Client, collected: Collected) -> None:
    correct(collected, 1, "reading", "GDS")
    assert "Changes made on screen" in text(client.get(at(collected, "return-confirm")))


def test_a_change_that_was_changed_back_is_none(client: Client, collected: Collected) -> None:
    correct(collected, 1, "reading", "GDS")
    correct(collected, 1, "reading", "EXS")
    assert "Nothing was changed on screen" in text(client.get(at(collected, "return-own-system")))


def test_a_pupil_who_was_taken_out_is_named(client: Client, collected: Collected) -> None:
    correct(collected, 1, "leave_out", "yes")
    page = text(client.get(at(collected, "return-own-system")))
    assert "taken out" in page
    assert collected.entries[1].surname in page


def test_the_ctf_holds_the_changes(client: Client, collected: Collected) -> None:
    correct(collected, 1, "reading", "GDS")
    answer = client.get(at(collected, "return-ctf"))
    name = "3302001_KS1_330LLLL_002.xml"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    file = reader.read(content_of(answer), name, beside(collected.request).context)
    assert [row.text for row in file.pupils[1].outcomes if row.subject == "reading"] == ["GDS"]
    assert (file.header.source_estab, file.header.dest_la) == ("2001", "330")
    assert Event.objects.filter(verb="results_download.seen").get().facts == {"shown": 6}


def test_before_anything_came_there_is_no_ctf(season: Season, client_of: ClientOf) -> None:
    found = collect(season)
    client = client_of(season.head)
    assert client.get(at(found, "return-ctf")).status_code == 404
    assert "Nothing has been received" in text(client.get(at(found, "return-own-system")))


@pytest.mark.parametrize("person", EVERYBODY_AT_SCHOOL)
def test_whoever_may_read_sees_the_receipt(
    client_of: ClientOf, collected: Collected, season: Season, person: str
) -> None:
    confirmed(collected)
    client = client_of(getattr(season, person))
    assert [client.get(at(collected, page)).status_code for page in PAGES] == [200] * 4


@pytest.mark.parametrize("person", ["other_head", "trust_lead", "stranger", "twin_head", "twin_officer", "operator"])
def test_nobody_else_finds_it(client_of: ClientOf, collected: Collected, season: Season, person: str) -> None:
    confirmed(collected)
    client = client_of(getattr(season, person))
    assert {client.get(at(collected, page)).status_code for page in (*PAGES, "return-withdraw")} == {404}


def test_a_visitor_is_sent_to_the_door(client_of: ClientOf, collected: Collected) -> None:
    assert client_of(None).get(at(collected)).status_code == 302


def withdraw(client: Client, collected: Collected, reason: str = "One is wrong.") -> HttpResponseBase:
    given = {"revision": collected.school_return().revision, "reason": reason}
    return client.post(at(collected, "return-withdraw"), given)


def test_withdrawing_leads_back_to_the_return(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    assert signed.receipt in text(client.get(at(collected, "return-withdraw")))
    answer = withdraw(client, collected)
    assert answer.status_code == 302
    assert Confirmation.objects.get().withdrawn_because == "One is wrong."


def test_no_reason_no_withdrawal(client: Client, collected: Collected) -> None:
    confirmed(collected)
    assert "Say in a sentence why" in said(withdraw(client, collected, " "))
    assert Confirmation.objects.get().withdrawn_at is None


def test_a_withdrawal_pressed_twice_is_made_once_and_said(client: Client, collected: Collected) -> None:
    confirmed(collected)
    given = {"revision": collected.school_return().revision, "reason": "Wrong."}
    answers = [client.post(at(collected, "return-withdraw"), given) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 409]
    assert collected.side.head.name in said(answers[1])
    assert Event.objects.filter(verb="return.withdrawn").count() == 1


def test_nothing_confirmed_nothing_to_withdraw(client: Client, collected: Collected) -> None:
    assert "No results are confirmed" in text(client.get(at(collected, "return-withdraw")))


@pytest.mark.parametrize("person", ["sender", "reader", "officer"])
def test_only_who_signs_withdraws(client_of: ClientOf, collected: Collected, season: Season, person: str) -> None:
    confirmed(collected)
    client = client_of(getattr(season, person))
    assert (client.get(at(collected, "return-withdraw")).status_code, withdraw(client, collected).status_code) == (
        403,
        403,
    )
    assert "Withdraw this confirmation" not in text(client.get(at(collected)))


def test_after_the_close_the_receipt_stays(client: Client, collected: Collected) -> None:
    signed = confirmed(collected)
    with clock.at(collected.collection.closes_at + timedelta(hours=1)):
        assert signed.receipt in text(client.get(at(collected)))
        assert withdraw(client, collected).status_code == 409


def queries(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        do()
    return len(asked)


def test_the_receipt_asks_little_of_the_database(client: Client, collected: Collected) -> None:
    confirmed(collected)
    client.get(at(collected))
    for page in PAGES:
        assert queries(lambda page=page: client.get(at(collected, page))) <= MOST_QUERIES, page  # type: ignore[misc]
