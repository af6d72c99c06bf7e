"""Who a pupil is, put right beside what was signed: the signature holds, outcomes stay, all else reads it corrected."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.foundation.sweeper import sweep
from muster.portal.organisations.models import School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.returns.actions.correcting import CellWish
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Confirmation, Finding, IdentityCorrection, Result
from muster.portal.returns.reads.corrected import corrections_of
from muster.portal.returns.reads.expected import your_pupils
from muster.portal.returns.reads.names import names_of
from muster.portal.returns.reads.results import results_of
from muster.portal.returns.sealing import content_of
from muster.portal.returns.signatures import differences_of
from muster.portal.returns.staleness import due
from tests.portal.collected import Collected, acting, collect, results_file, upn
from tests.portal.returns.correcting_by_hand import keep, write
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

_WHY = f"As on Cleo Pupil{CANARY}cleo's certificate."
_WRONG = upn(77)


@pytest.fixture
def signed(season: Season) -> Collected:
    """The third pupil was sent with another UPN, name and day than the roll has: nobody knows who it is."""
    collected = collect(season)
    wrong = replace(
        collected.entries[2], upn=_WRONG, surname=f"Puppil{CANARY}cleo", forename="Klio", dob=date(2018, 10, 1)
    )
    collected.send(results_file((*collected.entries[:2], wrong, *collected.entries[3:])))
    confirmed(collected)
    return collected


def scope_of(signed: Collected) -> Scope:
    return Scope(Level.SCHOOL, signed.side.authority.public_id, frozenset({signed.school.public_id}))


def put_right(signed: Collected, seen: int = 0, why: str = _WHY, **wished: str) -> IdentityCorrection:
    right = signed.entries[2]
    own = {"upn": right.upn, "surname": right.surname, "forename": right.forename, "dob": "4/11/2018"}
    pupil = Result.objects.get(version__number=1, place=2).public_id
    revision = seen or signed.school_return().revision
    made = correct_identity(acting(signed.side.officer), signed.request, revision, pupil, wished or own, why)
    check_again(signed.request)
    return made


def rules(signed: Collected) -> list[str]:
    return sorted(set(Finding.objects.values_list("rule", flat=True)))


def who(signed: Collected) -> IdentityRecord | None:
    version = signed.school_return().version
    assert version is not None
    return results_of(scope_of(signed), version)[2].who


def test_everything_reads_the_pupil_as_put_right(signed: Collected) -> None:
    put_right(signed)
    right, version = signed.entries[2], signed.school_return().confirmed
    found = who(signed)
    assert version is not None
    assert found is not None
    assert (found.upn, found.surname, found.forename, found.dob) == (
        right.upn, right.surname, right.forename, date(2018, 11, 4)
    )  # fmt: skip
    record = content_of(version, vault_of(version.authority.public_id)).pupils[2]
    assert (record.upn, record.surname, record.dob_text) == (right.upn, right.surname, "2018-11-04")
    child = Result.objects.get(place=2).child.public_id
    assert names_of(scope_of(signed), signed.school_return(), [child]) == {child: f"Cleo {right.surname}"}


def test_the_signature_holds_and_no_outcome_moves(signed: Collected) -> None:
    before = list(Result.objects.order_by("place").values())
    put_right(signed)
    assert list(Result.objects.order_by("place").values()) == before
    assert not differences_of(scope_of(signed), Confirmation.objects.get()).any


def test_what_was_found_because_of_it_goes(signed: Collected) -> None:
    assert {"C01", "C02"} <= set(rules(signed))
    assert len(your_pupils(scope_of(signed), signed.school_return()).asked) == 2
    put_right(signed, dob="2/11/2018", upn=signed.entries[2].upn)
    assert not {"C01", "C02"} & set(rules(signed))
    assert your_pupils(scope_of(signed), signed.school_return()).asked == ()
    kept = signed.school_return()
    assert (kept.in_force, kept.draft, kept.newest) == (InForce.CONFIRMED, Draft.NONE, None)


def test_the_sweeper_finds_it_by_itself(signed: Collected) -> None:
    pupil = Result.objects.get(place=2).public_id
    seen, right = signed.school_return().revision, {"upn": signed.entries[2].upn}
    correct_identity(acting(signed.side.officer), signed.request, seen, pupil, right, _WHY)
    sweep("a test")
    assert "C01" not in rules(signed)


def test_after_the_close_it_is_checked_again_too(signed: Collected) -> None:
    pupil = Result.objects.get(version__number=1, place=2).public_id
    with clock.at(signed.collection.closes_at + timedelta(days=40)):
        seen, right = signed.school_return().revision, {"upn": signed.entries[2].upn}
        correct_identity(acting(signed.side.officer), signed.request, seen, pupil, right, _WHY)
        assert due(10) == [signed.school_return().public_id]
        sweep("a test")
        assert due(10) == []
    assert "C01" not in rules(signed)
    assert signed.school_return().in_force == InForce.CONFIRMED


def test_after_the_close_a_return_once_put_right_is_not_checked_for_anything_else(signed: Collected) -> None:
    put_right(signed)
    School.objects.update(revision=F("revision") + 1)
    with clock.at(signed.collection.closes_at + timedelta(days=40)):
        assert due(10) == []


def test_another_correction_takes_it_back(signed: Collected) -> None:
    put_right(signed, forename="Cleo")
    put_right(signed, forename="Klio")
    found = who(signed)
    assert found is not None
    assert found.forename == "Klio"
    corrections = corrections_of(scope_of(signed), signed.school_return())
    assert [one.changes for one in corrections] == [(("Forename", "Cleo", "Klio"),), (("Forename", "Klio", "Cleo"),)]
    assert {one.reason for one in corrections} == {_WHY}
    first, second = IdentityCorrection.objects.order_by("pk")
    assert second.after == first.before


def test_the_school_goes_on_from_the_pupil_as_put_right(signed: Collected) -> None:
    put_right(signed)
    write(signed, CellWish(Result.objects.get(place=0).child.public_id, 0, "maths", "WTS"))
    keep(signed)
    found = who(signed)
    assert found is not None
    assert found.upn == signed.entries[2].upn


def test_the_school_is_told_once_a_day_and_of_no_pupil(signed: Collected) -> None:
    put_right(signed, forename="Cleo")
    put_right(signed, forename="Klio")
    told = Mail.objects.filter(template="identity_corrected")
    assert told.count() == told.values("to_address").distinct().count() > 1
    assert not [mail for mail in told if "cleo" in str(text_of(mail)).lower() or upn(2) in str(text_of(mail))]


def test_nothing_of_the_pupil_is_in_the_trail(signed: Collected) -> None:
    put_right(signed)
    event = Event.objects.get(verb="return.identity_corrected")
    assert event.facts["fields"] == ["upn", "surname", "forename", "dob"]
    assert CANARY not in str(event.facts)
    assert CANARY.encode() not in bytes(IdentityCorrection.objects.get().sealed)


def test_the_second_of_two_officers_is_told(signed: Collected) -> None:
    seen = signed.school_return().revision
    put_right(signed, forename="Cleo")
    with pytest.raises(Changed) as second:
        put_right(signed, seen, forename="Chloe")
    assert second.value.facts["who"] == signed.side.officer.name


@pytest.mark.parametrize(
    ("wished", "why", "refusal"),
    [
        ({"forename": "Cleo"}, " ", "identity_unexplained"),
        ({"forename": "Klio"}, _WHY, "identity_same"),
        ({"reading": "GDS"}, _WHY, "identity_same"),
        ({"upn": upn(0)}, _WHY, "identity_upn_taken"),
        ({"upn": "A123"}, _WHY, "cell_upn_malformed"),
        ({"dob": "31/2/2018"}, _WHY, "cell_date_wrong"),
        ({"surname": " "}, _WHY, "cell_name_missing"),
    ],
)
def test_what_cannot_be_is_refused(signed: Collected, wished: dict[str, str], why: str, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        put_right(signed, 0, why, **wished)
    assert not IdentityCorrection.objects.exists()


def test_before_anything_is_confirmed_the_school_does_it_itself(season: Season) -> None:
    collected = collect(season)
    collected.send()
    with pytest.raises(Refusal, match="identity_unconfirmed"):
        put_right(collected, forename="Cleo")
