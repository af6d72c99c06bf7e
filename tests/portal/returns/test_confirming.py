"""Confirming, and taking it back: what is signed, who may, what is refused, and what the signature proves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Practice
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.models import Person, Role
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pupils.actions import erase
from muster.portal.returns.actions.confirming import confirm
from muster.portal.returns.declarations import declarations, for_head
from muster.portal.returns.facts import Draft, InForce, Turn
from muster.portal.returns.models import Confirmation, Result
from muster.portal.returns.receipts import is_receipt
from muster.portal.returns.signatures import differences_of
from muster.records.canonical import digest_of, read_signed
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.signed import confirmed, signing, withdrawn
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.AUTHORITY, collected.side.authority.public_id)


def asking(season: Season) -> Collected:
    """A return with one question: a pupil is missing."""
    found = collect(season)
    found.send(results_file(found.entries, without=(2,)))
    return found


def test_confirming_puts_the_newest_version_in_force(collected: Collected) -> None:
    newest = collected.school_return().newest
    confirmed(collected)
    found = collected.school_return()
    assert (found.confirmed, found.newest) == (newest, None)
    assert (found.draft, found.in_force, found.turn) == (Draft.NONE, InForce.CONFIRMED, Turn.AUTHORITY)


def test_what_is_signed_names_who_when_and_every_sentence(collected: Collected) -> None:
    signed = confirmed(collected)
    said = read_signed(bytes(signed.signed))
    assert (said.person_name, said.confirmed_at, said.declarations) == (
        collected.side.head.name,
        signed.at,
        tuple(declarations().values()),
    )
    assert len(said.leaves) == signed.pupils == 6
    assert signed.digest == digest_of(bytes(signed.signed))


def test_the_trail_keeps_the_receipt_and_the_digest(collected: Collected) -> None:
    signed = confirmed(collected)
    event = Event.objects.get(verb="return.confirmed")
    assert (event.facts["receipt"], event.facts["digest"]) == (signed.receipt, signed.digest)
    assert CANARY not in str(event.facts)


def test_a_receipt_is_a_receipt_number_of_the_year(collected: Collected) -> None:
    receipt = confirmed(collected).receipt
    assert receipt.startswith("K26-")
    assert is_receipt(receipt)


def test_the_same_key_again_gives_the_same_confirmation(collected: Collected) -> None:
    seen, how, head = collected.school_return().revision, signing(), acting(collected.side.head)
    first, again = (confirm(head, collected.request, seen, how) for _ in range(2))
    assert first.receipt == again.receipt
    assert Confirmation.objects.count() == 1


def test_whoever_confirms_something_older_is_told(collected: Collected) -> None:
    seen = collected.school_return().revision
    collected.send(results_file(collected.entries, {1: {"reading": "GDS"}}))
    with pytest.raises(Changed):
        confirm(acting(collected.side.head), collected.request, seen, signing())
    assert not Confirmation.objects.exists()


def test_a_statement_that_was_not_ticked_is_asked_for(collected: Collected) -> None:
    with pytest.raises(Refusal, match="declarations_left"):
        confirmed(collected, how=signing(agreed=("final",)))


def test_errors_must_be_put_right_first(season: Season) -> None:
    found = collect(season)
    found.send(results_file(found.entries, {1: {"maths": ""}}))
    with pytest.raises(Refusal, match="errors_left"):
        confirmed(found)


def test_open_questions_do_not_stop_the_head(season: Season) -> None:
    signed = confirmed(asking(season))
    assert signed.open_questions > 0
    assert [row[0] for row in signed.known].count("C01") == 1


def test_an_authority_may_want_answers_first(season: Season) -> None:
    found = collect(season, Practice(answers_first=True))
    found.send(results_file(found.entries, without=(2,)))
    with pytest.raises(Refusal, match="answers_first"):
        confirmed(found)
    assert not Confirmation.objects.exists()


def test_a_sender_may_not_confirm(collected: Collected) -> None:
    with pytest.raises(Refusal, match="only_head_confirms"):
        confirmed(collected, collected.side.sender, signing(Role.SENDER, for_head="Jo Headzqx"))


def test_a_sender_may_say_that_the_head_has_agreed_where_the_authority_lets_them(season: Season) -> None:
    found = collect(season, Practice(sender_may_confirm=True))
    found.send()
    signed = confirmed(found, season.sender, signing(Role.SENDER, for_head="Jo Head"))
    assert (signed.by_name, signed.for_head) == (season.sender.name, "Jo Head")
    assert for_head("Jo Head") in read_signed(bytes(signed.signed)).declarations


def test_a_sender_must_name_the_head(season: Season) -> None:
    found = collect(season, Practice(sender_may_confirm=True))
    found.send()
    with pytest.raises(Refusal, match="head_unnamed"):
        confirmed(found, season.sender, signing(Role.SENDER, for_head=" "))


def test_after_the_deadline_it_is_late_and_counts(collected: Collected) -> None:
    with clock.at(collected.collection.closes_at):
        assert confirmed(collected).late


def test_once_the_collection_has_closed_nothing_is_confirmed(collected: Collected) -> None:
    later = collected.collection.closes_at + timedelta(minutes=1)
    with clock.at(later), pytest.raises(Refusal, match="collection_closed"):
        confirmed(collected)


def receipts_in(mails: QuerySet[Mail], template: str = "receipt") -> dict[str, str]:
    found = {one.to_address: text_of(one) for one in mails.filter(template=template)}
    return {to: text.subject + text.plain + text.html for to, text in found.items() if text}


def test_the_receipt_goes_to_the_school_and_its_people_once(collected: Collected, mails: QuerySet[Mail]) -> None:
    signed = confirmed(collected)
    sent = receipts_in(mails)
    side = collected.side
    people = (side.head, side.signer, side.sender)
    assert sorted(sent) == sorted([collected.school.email, *(one.email for one in people)])
    assert all(signed.receipt in text and signed.digest in text for text in sent.values())


def test_the_receipt_says_nothing_of_a_pupil(collected: Collected, mails: QuerySet[Mail]) -> None:
    confirmed(collected)
    pupils = {entry.surname for entry in collected.entries} | {entry.upn for entry in collected.entries}
    assert not [one for text in receipts_in(mails).values() for one in pupils if one in text]


def test_taking_it_back_makes_the_version_unconfirmed_again(collected: Collected) -> None:
    version = confirmed(collected).version
    withdrawn(collected)
    found = collected.school_return()
    assert (found.newest, found.confirmed) == (version, None)
    assert (found.draft, found.in_force, found.turn) == (Draft.READY, InForce.NONE, Turn.SCHOOL)


def test_a_receipt_that_was_taken_back_stays(collected: Collected, mails: QuerySet[Mail]) -> None:
    receipt = confirmed(collected).receipt
    withdrawn(collected, "  The wrong file. ")
    kept = Confirmation.objects.get()
    assert (kept.receipt, kept.withdrawn_because, kept.withdrawn_by_name) == (
        receipt,
        "The wrong file.",
        collected.side.head.name,
    )
    assert collected.school.email in receipts_in(mails, "confirmation_withdrawn")


def test_a_newer_version_stays_the_newest_when_it_is_taken_back(collected: Collected) -> None:
    confirmed(collected)
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    newest = collected.school_return().newest
    withdrawn(collected)
    found = collected.school_return()
    assert (found.newest, found.draft) == (newest, Draft.NEEDS_ATTENTION)


def test_it_is_confirmed_again_with_another_receipt(collected: Collected) -> None:
    first = confirmed(collected)
    withdrawn(collected)
    again = confirmed(collected)
    assert first.receipt != again.receipt
    assert collected.school_return().confirmed == again.version


def test_of_two_confirmations_the_one_in_force_is_taken_back(collected: Collected) -> None:
    first = confirmed(collected)
    collected.send(results_file(collected.entries, {1: {"reading": "GDS"}}))
    second = confirmed(collected)
    assert withdrawn(collected).pk == second.pk
    first.refresh_from_db()
    assert first.withdrawn_at is None


def test_a_reason_is_asked_for(collected: Collected) -> None:
    confirmed(collected)
    with pytest.raises(Refusal, match="withdrawal_unexplained"):
        withdrawn(collected, "  ")


def test_what_is_not_confirmed_cannot_be_taken_back(collected: Collected) -> None:
    with pytest.raises(Refusal, match="nothing_confirmed"):
        withdrawn(collected)


def test_an_untouched_confirmation_holds(collected: Collected) -> None:
    assert not differences_of(scope_of(collected), confirmed(collected)).any


def test_an_outcome_changed_behind_our_back_shows(collected: Collected) -> None:
    signed = confirmed(collected)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE returns_result SET reading = 'EXS' WHERE place = 0")
    found = differences_of(scope_of(collected), signed)
    assert (len(found.gone), len(found.added)) == (1, 1)


def test_a_pupil_put_in_behind_our_back_shows(collected: Collected) -> None:
    signed = confirmed(collected)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO returns_result (public_id, made_at, authority_id, version_id, child_id, identity_id, place,"
            " reading, writing, maths, science)"
            " SELECT 'zzzzzzzzzzzz', made_at, authority_id, version_id, child_id, identity_id, 99,"
            " reading, writing, maths, science FROM returns_result WHERE place = 0"
        )
    assert len(differences_of(scope_of(collected), signed).added) == 1


def test_another_name_put_beside_the_signature_shows(collected: Collected) -> None:
    signed = confirmed(collected)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE returns_confirmation SET by_name = 'Somebody Else'")
    assert differences_of(scope_of(collected), signed).fields == ("person_name",)


def test_other_bytes_put_in_their_place_show(collected: Collected) -> None:
    signed = confirmed(collected)
    Confirmation.objects.update(signed=bytes(signed.signed).replace(b"final", b"faked"), digest="0" * 64)
    assert differences_of(scope_of(collected), signed).damaged


def test_an_erased_pupil_keeps_its_leaf(collected: Collected) -> None:
    signed = confirmed(collected)
    child = Result.objects.get(place=3).child
    erase(acting(collected.side.officer), collected.side.authority, [child])
    assert not differences_of(scope_of(collected), signed).any


def test_beside_an_erased_pupil_a_changed_one_still_shows(collected: Collected) -> None:
    signed = confirmed(collected)
    erase(acting(collected.side.officer), collected.side.authority, [Result.objects.get(place=3).child])
    Result.objects.filter(place=0).update(reading="EXS")
    assert differences_of(scope_of(collected), signed).added


def test_a_signature_is_looked_into_within_the_scope_alone(collected: Collected, season: Season) -> None:
    signed = confirmed(collected)
    twin = Scope(Level.AUTHORITY, season.twin.authority.public_id)
    for scope in (NOBODY, twin):
        with pytest.raises(LookupError):
            differences_of(scope, signed)


def test_an_executive_head_signs_for_the_school_at_which_they_are(season: Season) -> None:
    found = collect(season, school=season.academy)
    found.send(results_file(found.entries), "3302003_KS1_330LLLL_001.xml", season.executive_head)
    signed = confirmed(found, season.executive_head)
    assert (signed.by_name, signed.by_role) == (season.executive_head.name, Role.HEAD)


def test_no_person_is_needed_for_what_was_signed(collected: Collected) -> None:
    signed = confirmed(collected)
    Person.objects.filter(pk=collected.side.head.pk).update(name="Another Name")
    assert not differences_of(scope_of(collected), signed).any
