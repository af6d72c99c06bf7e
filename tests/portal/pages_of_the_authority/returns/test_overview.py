"""The officer's page of one return: who sees it, and what it says of each state."""

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.states import State
from muster.portal.rolls import actions as rolls
from muster.records import HistoryRow, Roll
from tests.portal.answers import text
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.returns.worked import at
from tests.portal.returned import WAYS
from tests.portal.returns.explained import SAID, explained
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import CANARY, Season

TO_DO: dict[State, tuple[str, ...]] = {
    State.NOT_STARTED: ("Nothing yet", "Note what it says</a>: by when it will send"),
    State.PUT_RIGHT: ("has not confirmed these results", "To put right"),
    State.NOT_SENT: ("has not confirmed these results",),
    State.SENT: ("These results are clear", "Accept, and on to the next"),
    State.QUESTIONS: ("It is the school’s turn", "1 question of yours to answer", "Accept all the same"),
    State.ACCEPTED: ("Open the results again",),
    State.REPORTS_READY: ("Open the results again",),
    State.DECLINED: ("Nothing yet", "or whether it takes part"),
}
"""What an officer reads and may press, by state."""
PRESSED = (
    "Note what it says",
    "Accept, and on to the next",
    "Accept all the same",
    "Open the results again",
    ">Ask the school<",
)


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def test_who_sees_it(season: Season, client_of: ClientOf, collected: Collected) -> None:
    answers = {
        who: client_of(getattr(season, who)).get(at(collected)).status_code
        for who in ("officer", "manager", "pupil_adviser", "adviser", "head", "trust_lead", "twin_officer")
    }
    assert answers == {
        "officer": 200, "manager": 200, "pupil_adviser": 200, "adviser": 403, "head": 403, "trust_lead": 404,
        "twin_officer": 404,
    }  # fmt: skip


@pytest.mark.parametrize("state", WAYS, ids=lambda state: state.name.lower())
def test_each_state_says_what_may_be_done(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected, state: State
) -> None:
    WAYS[state](collected)
    page = text(officer.get(at(collected)))
    assert f"(3302001): {state.words('Northshire')}</span>" in page
    assert [said for said in TO_DO[state] if said not in page] == []
    adviser = text(client_of(season.pupil_adviser).get(at(collected)))
    assert [said for said in (*PRESSED, "<button") if said in adviser.split("<main")[1].split("</main")[0]] == []


def test_the_table_and_the_school_lead_here(officer: Client, collected: Collected) -> None:
    table = f"/authority/collections/{collected.collection.public_id}/progress/"
    assert f'href="{at(collected)}?list=show%3Dnothing_sent"' in text(officer.get(f"{table}?show=nothing_sent"))
    assert f'href="{at(collected)}"' in text(officer.get(f"/authority/schools/{collected.school.public_id}/"))
    page = text(officer.get(f"{at(collected)}?list=show%3Dnothing_sent"))
    assert f'href="{table}?show=nothing_sent#schools"' in page


def test_explanations_stand_beside_what_was_found(officer: Client, collected: Collected) -> None:
    explained(collected)
    page = text(officer.get(at(collected)))
    assert SAID in page
    assert "still to read: accepting the results takes" in page
    assert "To read: the school’s explanations" in page


def test_figures_stand_beside_last_years(officer: Client, season: Season, collected: Collected) -> None:
    school = collected.school
    row = HistoryRow(school.la, school.estab, 2025, "reading", 10, 9, 1)
    rolls.load_history(acting(season.officer), season.authority, [row])
    WAYS[State.SENT](collected)
    page = text(officer.get(at(collected)))
    assert "The school in 2025" in page
    assert "90%<br><span" in page
    assert "England</th>" in page


def test_what_changed_since_the_version_confirmed_before(officer: Client, collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": "WTS"}}))
    confirmed(collected)
    withdrawn(collected)
    assert "Withdrawn</strong> on" in text(officer.get(at(collected)))
    collected.send(results_file(collected.entries, {1: {"maths": "EXS"}}, without=(5,)))
    confirmed(collected)
    page = text(officer.get(at(collected)))
    assert "(withdrawn):" in page
    assert "No longer in the results: " in page
    assert "<strong>WTS</strong>, " in page


def test_what_is_new_since_the_confirmation_is_marked(officer: Client, season: Season, collected: Collected) -> None:
    collected.send(results_file(collected.entries, without=(5,)))
    rolls.load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, collected.entries[:5]))
    check_again(collected.request)
    confirmed(collected)
    assert ">New</strong>" not in text(officer.get(at(collected)))
    rolls.load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, collected.entries))
    assert "are being checked again" in text(officer.get(at(collected)))
    check_again(collected.request)
    page = text(officer.get(at(collected)))
    assert ">New</strong>" in page
    assert "not found when the school confirmed" in page


def test_that_pupils_were_seen_is_recorded_and_names_nobody(officer: Client, collected: Collected) -> None:
    explained(collected)
    officer.get(at(collected))
    event = Event.objects.get(verb="return.seen")
    assert event.school == collected.school.public_id
    assert event.facts["shown"] > 0
    assert CANARY not in str(event.facts)
