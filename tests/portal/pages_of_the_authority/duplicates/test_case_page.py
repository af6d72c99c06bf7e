"""A case as an officer reads it: what the rules say, the schools side by side, what can be done, what has been."""

from datetime import date

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.models import Ask, Case
from muster.portal.pupils.actions import protect
from tests.portal.answers import text
from tests.portal.collected import acting, results_file
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, sent_case, settled_dates
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.duplicates.case_pages import case_at, look, revision, rows
from tests.portal.season import Season

FIRST, SECOND = "Beech Lane Infant School", "Canal Street Primary School"


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def asked(season: Season, places: TwoPlaces, case: Case) -> Ask:
    """The second school is asked when the pupil came."""
    side = places.view(case).claims[1].side.public_id
    ask(acting(season.officer), case, revision(case), [side], "When did she come?")
    return Ask.objects.select_related("side__case__collection", "authority").get()


def test_the_rules_answer_in_one_sentence_with_one_button(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    page = look(officer, case)
    assert f"The rules say: {FIRST} submits, because the pupil changed school during the test period" in page
    assert "(20 days in May against 11)." in page
    assert "Accept, and on to the next" in page
    assert f'name="submits" value="{season.school.public_id}"' in page


def test_where_dates_are_missing_they_are_named_and_there_is_no_button(season: Season, officer: Client) -> None:
    _, case = sent_case(season)
    page = look(officer, case)
    assert f"The rules cannot say yet who submits. Needed is the last day at {FIRST}" in page
    assert f"the first day at {SECOND}" in page
    assert "Accept, and on" not in page
    assert "Ask the schools" in page


def test_the_schools_stand_side_by_side_with_where_the_dates_are_from(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    table = rows(look(officer, case))
    assert table["First day"] == [
        "4 September 2023 on the authority’s list",
        "21 May 2026 as the school said on Your pupils",
    ]
    assert table["Last day"] == ["20 May 2026 as the school said on Your pupils", "None known"]
    assert table["Days in May"] == ["20", "11"]
    assert table["On the authority’s list"] == ["Yes", "No"]
    assert table["Reading"] == ["GDS", "GDS"]
    assert table["Counted there"] == ["Yes", "Yes"]
    assert table["Sent"][0].endswith("Not confirmed yet")
    assert places.side.head.name in table["Sent"][0]
    assert "Has left on 20 May 2026 to another school in this authority" in table["What the school said"][0]
    assert table["What it has to do"][0] == "Submit the pupil."
    assert "then leave the pupil out." in table["What it has to do"][1]


def test_what_schools_say_differently_is_marked_in_words(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    second, head = places.schools[1]
    second.send(results_file(second.entries, changes={MOVED: {"maths": "WTS"}}), name(second), head)
    table = rows(look(officer, case))
    assert table["Maths Different"] == ["EXS", "WTS"]
    assert "Reading" in table


def test_a_school_that_only_expects_the_pupil_has_sent_nothing(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    places.send(first=False)
    table = rows(look(officer, case))
    assert table["Sent"][0] == "Not sent"
    assert table["Reading"] == ["–", "GDS"]
    assert table["Counted there"][0] == "No: not sent"


def test_what_was_asked_and_answered_stands_in_the_schools_words(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    row = asked(season, places, case)
    page = look(officer, case)
    assert "When did she come?" in page
    assert "Not answered yet." in page
    given = OwnAnswer(entry=date(2026, 5, 4), view="ours", registration="main", text="Since the fourth.")
    answer_ask(acting(season.other_head), row, row.revision, given)
    page = look(officer, case)
    assert "Since the fourth." in page
    assert rows(page)["First day"][1] == "4 May 2026 as the school answered"
    assert rows(page)["Registration"] == ["Not asked", "Registered with us"]


def test_a_protected_pupil_has_a_warning_and_is_settled_by_hand(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    protect(acting(season.officer), places.child, 1)
    page = look(officer, case)
    assert "Nothing of this case is shown at any school" in page
    assert "Accept, and on" not in page
    assert "Ask the schools" not in page
    assert "Let these schools see" not in page
    assert "Settle it now" in page


def test_the_history_says_who_did_what(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    asked(season, places, case)
    protect(acting(season.manager), places.child, 1)
    history = look(officer, case).partition("What has been done")[2]
    assert "Asked schools about a pupil in two places" in history
    assert "1 school" in history
    assert season.manager.name in history


def test_that_the_pupil_was_seen_is_recorded_of_either_school(season: Season, officer: Client) -> None:
    _, case = sent_case(season)
    look(officer, case)
    seen = Event.objects.filter(verb="case.seen").values_list("actor_name", "school")
    assert set(seen) == {(season.officer.name, one.public_id) for one in (season.school, season.other_school)}


def test_an_adviser_who_sees_pupils_looks_and_does_nothing(season: Season, client_of: ClientOf) -> None:
    _, case = settled_dates(season)
    adviser = client_of(season.pupil_adviser)
    page = look(adviser, case)
    assert "The rules say:" in page
    assert "Accept, and on" not in page
    assert "What you can do" not in page
    assert adviser.post(case_at(case, "decide/")).status_code == 403


def test_who_may_look(season: Season, client_of: ClientOf) -> None:
    _, case = sent_case(season)
    people = ("officer", "manager", "pupil_adviser", "adviser", "head", "other_head", "trust_lead", "twin_officer")
    answers = {who: client_of(getattr(season, who)).get(case_at(case)).status_code for who in people}
    assert answers == {
        "officer": 200, "manager": 200, "pupil_adviser": 200, "adviser": 403, "head": 403, "other_head": 403,
        "trust_lead": 403, "twin_officer": 404,
    }  # fmt: skip
    assert client_of(None).get(case_at(case)).status_code == 302


def test_a_case_of_another_collection_is_not_found(season: Season, officer: Client) -> None:
    _, case = sent_case(season)
    twins, _ = sent_case(season.twin)
    address = case_at(case).replace(case.collection.public_id, twins.first.collection.public_id)
    assert officer.get(address).status_code == 404


def test_it_leads_back_to_where_it_was_opened_from(season: Season, officer: Client) -> None:
    _, case = sent_case(season)
    page = text(officer.get(case_at(case) + "?list=show%3Dunclear"))
    assert "/pupils-in-two-places/?show=unclear" in page
    assert "/ask/?list=show%3Dunclear" in page
