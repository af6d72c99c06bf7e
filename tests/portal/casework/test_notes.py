"""Notes and promises, refusals by telephone, and the list of all contact with a school."""

from datetime import timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.casework.actions.notes import add_note
from muster.portal.casework.actions.telephone import decline_on_word, rejoin_on_word
from muster.portal.casework.models import CaseNote
from muster.portal.casework.reads.contact import contact_with
from muster.portal.casework.reads.notes import notes_on, promise_of, promises_due, promises_of
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.models import Return
from tests.portal.collected import Collected, acting, collect
from tests.portal.returned import confirmed, declined
from tests.portal.season import CANARY, Season, Side

DAY = timedelta(days=1)
WORDS = f"Ms Low{CANARY} is off sick; Bea will send."


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def whole(side: Side) -> Scope:
    return Scope(Level.AUTHORITY, side.authority.public_id)


def at_school(side: Side) -> Scope:
    return Scope(Level.SCHOOL, side.authority.public_id, frozenset([side.school.public_id]))


def note(collected: Collected, text: str = WORDS, days: int | None = None, *, none: bool = False) -> CaseNote:
    day = None if days is None else clock.today() + days * DAY
    return add_note(acting(collected.side.officer), collected.request, text, day, no_promise=none)


def test_a_note_is_read_by_the_team_and_never_by_the_school(collected: Collected, season: Season) -> None:
    kept = note(collected, days=3)
    assert [one.text for one in notes_on(whole(season), season.school)] == [WORDS]
    assert notes_on(at_school(season), season.school) == []
    assert promises_of(at_school(season), collected.collection) == {}
    assert notes_on(whole(season.twin), season.school) == []
    assert WORDS.encode() not in bytes(kept.sealed)
    assert CANARY not in str(Event.objects.get(verb="note.added").facts)


def test_the_latest_word_on_a_promise_holds(collected: Collected, season: Season) -> None:
    note(collected, days=3)
    note(collected, days=5)
    note(collected)
    held = promises_of(whole(season), collected.collection)[collected.request.pk]
    assert held.promised_on == clock.today() + 5 * DAY
    note(collected, none=True)
    assert promises_of(whole(season), collected.collection) == {}


def test_a_promise_is_due_until_the_school_confirms_or_declines(collected: Collected, season: Season) -> None:
    note(collected, "", days=2)
    with clock.at(clock.now() + 3 * DAY):
        [due] = promises_due(whole(season), collected.collection)
        assert due.promise.is_past
    confirmed(collected)
    assert promises_due(whole(season), collected.collection) == []
    assert promise_of(whole(season), collected.request) is not None


def test_a_promise_of_a_school_that_declined_is_not_due(collected: Collected, season: Season) -> None:
    note(collected, days=2)
    declined(collected)
    assert promises_due(whole(season), collected.collection) == []


@pytest.mark.parametrize(
    ("text", "days", "none", "refusal"),
    [
        ("  ", None, False, "note_empty"),
        ("", -1, False, "promise_past"),
        ("", 100, False, "promise_after_close"),
        ("", 1, True, "promise_and_none"),
    ],
)
def test_what_cannot_be_noted(collected: Collected, text: str, days: int | None, none: bool, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        note(collected, text, days, none=none)
    assert CaseNote.objects.count() == 0


def test_a_refusal_by_telephone_is_the_schools_own_word_and_it_is_told(collected: Collected, season: Season) -> None:
    officer = acting(season.officer)
    request = decline_on_word(officer, collected.request, 1, "Ida Lin, head", "Too few staff")
    assert (request.participation, request.declined_by_name, request.said_by, request.reason) == (
        Request.Participation.DECLINED, season.officer.name, "Ida Lin, head", "Too few staff",
    )  # fmt: skip
    mail = Mail.objects.filter(template="recorded_for_you").first()
    assert mail is not None
    said = text_of(mail)
    assert said is not None
    assert f"{season.officer.name}, of the data team, wrote down" in said.plain
    assert "Too few staff" not in said.plain
    with pytest.raises(Refusal, match="declined_already"):
        decline_on_word(officer, collected.request, 1, "Ida Lin, head")
    revision = Return.objects.get(request=request).revision
    with pytest.raises(Changed):
        rejoin_on_word(officer, request, revision - 1)
    joined = rejoin_on_word(officer, request, revision)
    assert (joined.participation, joined.said_by) == (Request.Participation.ASKED, "")
    assert Mail.objects.filter(template="recorded_for_you").values("once").distinct().count() == 8


def test_nobody_named_is_refused(collected: Collected, season: Season) -> None:
    with pytest.raises(Refusal, match="said_by_missing"):
        decline_on_word(acting(season.officer), collected.request, 1, "  ")


def test_all_contact_stands_on_one_list_the_newest_first(collected: Collected, season: Season) -> None:
    now = clock.now()
    with clock.at(now + DAY):
        note(collected, days=1)
    with clock.at(now + 2 * DAY):
        Mail.objects.filter(to_address="office@school1.example").update(bounced_at=clock.now(), fault="Refused.")
    with clock.at(now + 3 * DAY):
        decline_on_word(acting(season.officer), collected.request, 1, "Ida Lin, head")
    found = contact_with(whole(season), season.school)
    assert [one.what.split(" by ")[0] for one in found] == [
        "Said that the school is not taking part",
        "E-mail to office@school1.example did not arrive",
        "Promised to send",
        "Asked to take part",
    ]
    assert found[0].more.startswith("Written down for the school")
    assert found[2].more == WORDS
    assert {one.collection for one in found if not one.is_fault} == {collected.collection.title}
    assert contact_with(whole(season.twin), season.school) == []
