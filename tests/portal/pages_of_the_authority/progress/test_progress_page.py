"""The page that answers "where are we": states, a table that narrows and sorts, the table to take away."""

import csv
import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.collecting import actions as collecting
from muster.portal.organisations.models import School
from muster.portal.pages.authority.progress import rows as page_rows
from muster.portal.pages.authority.progress import views
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.returned import confirmed, put_right
from tests.portal.season import CANARY, Season

SCHOOL = re.compile(
    r'<th scope="row" class="govuk-table__header"><a class="govuk-link" href="(?:/authority)?/schools/[^"]+">([^<]+)<'
)


@pytest.fixture
def collected(season: Season) -> Collected:
    """Three schools were asked; one has something to put right."""
    found = collect(season)
    collecting.ask_schools(acting(season.officer), found.collection, [season.other_school, season.academy])
    put_right(found)
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "") -> str:
    return f"/authority/collections/{collected.collection.public_id}/progress/{page}"


def shown(client: Client, collected: Collected, query: str = "") -> list[str]:
    return SCHOOL.findall(text(client.get(f"{at(collected)}?{query}")))


@pytest.mark.parametrize("who", ["officer", "adviser"])
def test_officers_and_advisers_see_every_school(
    season: Season, client_of: ClientOf, collected: Collected, who: str
) -> None:
    assert shown(client_of(getattr(season, who)), collected) == [
        "Beech Lane Infant School", "Canal Street Primary School", "Dale Academy",
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["", "schools.csv", "schools.xlsx", "changes/"])
def test_nobody_else_does(season: Season, client_of: ClientOf, collected: Collected, page: str) -> None:
    assert client_of(season.twin_officer).get(at(collected, page)).status_code == 404
    assert client_of(season.head).get(at(collected, page)).status_code == 403
    assert client_of(None).get(at(collected, page)).headers["Location"].startswith("/sign-in/")


def test_the_numbers_stand_by_state_in_the_words_of_the_schools(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected)))
    assert "Something to put right</a></th>" in page
    assert "Sent to Northshire" in page
    assert "3 schools were asked; their newest files hold 5 of 6 expected pupils" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=canal", ["Canal Street Primary School"]),
        ("q=3302003", ["Dale Academy"]),
        ("q=rowan+trust", ["Dale Academy"]),
        ("q=nowhere", []),
        ("show=errors", ["Beech Lane Infant School"]),
        ("show=nothing_sent", ["Canal Street Primary School", "Dale Academy"]),
        ("show=accepted", []),
        ("show=else&order=else", ["Beech Lane Infant School", "Canal Street Primary School", "Dale Academy"]),
        ("order=state", ["Canal Street Primary School", "Dale Academy", "Beech Lane Infant School"]),
        ("order=changed", ["Beech Lane Infant School", "Canal Street Primary School", "Dale Academy"]),
    ],
)
def test_the_table_narrows_and_sorts_by_its_address(
    officer: Client, collected: Collected, query: str, names: list[str]
) -> None:
    assert shown(officer, collected, query) == names


def test_a_school_that_is_looked_for_where_it_is_not_is_offered_among_all(
    officer: Client, collected: Collected
) -> None:
    page = text(officer.get(f"{at(collected)}?show=errors&q=canal"))
    assert "No school fits all that you chose." in page
    assert 'href="?q=canal#schools">Look for “canal” among all schools</a>' in page
    assert "among all schools" not in text(officer.get(f"{at(collected)}?show=errors&q=nowhere"))


def test_a_state_that_no_school_has_is_not_taken_for_a_wrong_word(officer: Client, collected: Collected) -> None:
    assert "No school is like that at present." in text(officer.get(f"{at(collected)}?show=accepted"))


def test_what_can_be_chosen_is_called_as_the_states_are(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected)))
    assert '<option value="sent">Sent to Northshire</option>' in page
    assert '<option value="reports_ready">Reports ready</option>' in page


def test_what_is_confirmed_and_clear_is_found(officer: Client, season: Season) -> None:
    collected = collect(season)
    confirmed(collected)
    assert shown(officer, collected, "show=clear") == ["Beech Lane Infant School"]
    assert ">Clear</strong>" in text(officer.get(at(collected) + "?show=clear"))


def test_the_table_is_taken_away_as_it_is_shown(officer: Client, collected: Collected) -> None:
    School.objects.filter(pk=collected.side.other_school.pk).update(name="=2+2 School")
    answer = officer.get(at(collected, "schools.csv") + "?show=nothing_sent")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Progress 2026.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["DfE number"], row["State"], row["Pupils expected"]) for row in rows] == [
        ("3302002", "Not started", ""), ("3302003", "Not started", ""),
    ]  # fmt: skip
    assert rows[0]["School"] == "'=2+2 School"
    answer = officer.get(at(collected, "schools.xlsx") + "?show=nothing_sent")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Progress 2026.xlsx"'
    found = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1:]
    assert [(row[1], row[2], row[7]) for row in found] == [
        ("3302002", "=2+2 School", "Not started"), ("3302003", "Dale Academy", "Not started"),
    ]  # fmt: skip


def test_no_pupil_is_named(officer: Client, collected: Collected) -> None:
    assert f"Pupil{CANARY}" not in text(officer.get(at(collected))) + text(officer.get(at(collected, "schools.csv")))


def test_before_anybody_is_asked_it_says_so(officer: Client, season: Season) -> None:
    collected = collect(season)
    collected.request.delete()
    assert "No school has been asked yet." in text(officer.get(at(collected)))


def test_its_queries_do_not_grow_with_the_schools(
    officer: Client, collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(at(collected))
    with django_assert_num_queries(19):
        officer.get(at(collected))


def test_whoever_comes_back_is_where_they_were(officer: Client, collected: Collected) -> None:
    assert shown(officer, collected, "show=errors&order=errors") == ["Beech Lane Infant School"]
    back = officer.get(at(collected))
    assert (back.status_code, back.headers["Location"]) == (302, at(collected) + "?show=errors&order=errors")
    assert len(shown(officer, collected, "show=all")) == 3
    assert officer.get(at(collected)).status_code == 200


def test_each_person_has_a_place_of_their_own(season: Season, client_of: ClientOf, collected: Collected) -> None:
    shown(client_of(season.officer), collected, "show=errors")
    assert client_of(season.adviser).get(at(collected)).status_code == 200


def test_looking_again_at_the_same_place_writes_nothing(officer: Client, collected: Collected) -> None:
    shown(officer, collected, "show=errors")
    before = list(Session.objects.values_list("session_data", flat=True))
    shown(officer, collected, "show=errors")
    assert list(Session.objects.values_list("session_data", flat=True)) == before


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("officer={officer}", ["Beech Lane Infant School"]),
        ("officer=none", ["Canal Street Primary School", "Dale Academy"]),
        ("officer=bbbbccccddddffff", ["Beech Lane Infant School", "Canal Street Primary School", "Dale Academy"]),
        ("trust={trust}", ["Dale Academy"]),
        ("trust=none", ["Beech Lane Infant School", "Canal Street Primary School"]),
        ("system=SIMS", ["Canal Street Primary School"]),
        ("system=none", ["Beech Lane Infant School", "Dale Academy"]),
        ("area=North", ["Canal Street Primary School"]),
        ("area=none&trust=none", ["Beech Lane Infant School"]),
        ("order=officer", ["Beech Lane Infant School", "Canal Street Primary School", "Dale Academy"]),
        ("order=system&way=back", ["Beech Lane Infant School", "Dale Academy", "Canal Street Primary School"]),
        ("way=back", ["Dale Academy", "Canal Street Primary School", "Beech Lane Infant School"]),
    ],
)
def test_it_narrows_by_officer_trust_system_and_area(
    season: Season, officer: Client, collected: Collected, query: str, names: list[str]
) -> None:
    School.objects.filter(pk=season.other_school.pk).update(mis="SIMS", areas=["North"])
    assign_schools(acting(season.officer), season.authority, season.officer, {season.school.public_id: 0})
    place = query.format(officer=season.officer.public_id, trust=season.trust.public_id)
    assert shown(officer, collected, place) == names


def test_a_heading_sorts_and_pressed_again_turns_round(officer: Client, collected: Collected) -> None:
    page = text(officer.get(f"{at(collected)}?show=all"))
    assert 'aria-sort="ascending"><a class="govuk-link govuk-link--no-visited-state" href="?way=back#schools">' in page
    assert 'href="?order=errors#schools">To put right</a>' in page
    page = text(officer.get(f"{at(collected)}?order=errors"))
    assert 'aria-sort="descending"' in page
    assert 'href="?order=errors&amp;way=back#schools">To put right' in page


def test_the_rows_come_by_pages_or_all_at_once(
    officer: Client, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "A_PAGE", 2)
    monkeypatch.setattr(page_rows, "A_PAGE", 2)
    assert shown(officer, collected, "show=all") == ["Beech Lane Infant School", "Canal Street Primary School"]
    assert shown(officer, collected, "page=2") == ["Dale Academy"]
    assert shown(officer, collected, "page=99") == ["Dale Academy"]
    assert len(shown(officer, collected, "rows=all")) == 3
    assert "Page by page" in text(officer.get(f"{at(collected)}?rows=all"))


def test_where_a_file_alone_is_asked_for_nothing_is_counted_or_clear(officer: Client, season: Season) -> None:
    filed = ask_for_file(season)
    filed.send()
    page = text(officer.get(f"/authority/collections/{filed.collection.public_id}/progress/"))
    assert "Files received by day" in page
    assert "Pupils sent" not in page
    assert ">Clear</strong>" not in page
    assert "Nothing waits here." in text(officer.get("/authority/queue/"))
