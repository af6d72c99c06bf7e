"""The list of pupils in two places: what waits first, narrowed by state, reason and school; and all that is clear."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.models import Case
from muster.portal.pages.authority.duplicates import listing
from muster.portal.pupils.actions import protect
from tests.portal.answers import text
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.duplicates.case_pages import case_at, cases_at
from tests.portal.season import Season

NAME = "Pupilzqxada, Ada"
_TICKS = re.compile(r'name="cases" id="[^"]+" value="([^"]+)" checked')
_LINES = re.compile(r'<th scope="row" class="govuk-table__header"><a class="govuk-link" href="([^"]+)">')


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def listed(client: Client, places: TwoPlaces, query: str = "") -> list[str]:
    """The addresses of the cases that the list shows at this place."""
    return _LINES.findall(text(client.get(f"{cases_at(places)}?{query}")))


def test_a_pupil_is_listed_with_the_schools_and_what_the_rules_say(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    page = text(officer.get(cases_at(places)))
    assert f'href="{case_at(case)}">{NAME}</a>' in page
    assert "The same UPN" in page
    assert "Beech Lane Infant School submits (20 days in May against 11)" in page
    assert "For 1 pupil the rules say clearly who submits." in page


def test_where_there_is_none_it_says_so(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    case.sides.all().delete()
    case.delete()
    assert "No pupil has been found in two places." in text(officer.get(cases_at(places)))


def test_what_is_settled_waits_no_longer(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert listed(officer, places) == []
    assert len(listed(officer, places, "show=settled")) == 1
    assert "Settled</a> (1)" in text(officer.get(cases_at(places)))


def test_the_list_is_narrowed_by_state_reason_and_school(season: Season, officer: Client) -> None:
    places, _ = sent_case(season)
    places.find(Case.Kind.NEAR_NAME)
    assert len(listed(officer, places)) == 2
    assert len(listed(officer, places, "kind=near_name")) == 1
    assert listed(officer, places, "show=proposed") == []
    assert len(listed(officer, places, "show=unclear")) == 2
    assert len(listed(officer, places, f"school={season.school.public_id}")) == 2
    assert listed(officer, places, f"school={season.academy.public_id}") == []
    assert len(listed(officer, places, "show=nonsense&kind=nonsense&page=x")) == 2


def test_a_case_keeps_the_place_that_it_was_opened_from(season: Season, officer: Client) -> None:
    places, case = sent_case(season)
    assert listed(officer, places, "show=unclear") == [f"{case_at(case)}?list=show%3Dunclear"]


def test_very_many_stand_on_pages(season: Season, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    places, _ = sent_case(season)
    places.find()
    monkeypatch.setattr(listing, "A_PAGE", 1)
    first, second = listed(officer, places), listed(officer, places, "page=2")
    assert len(first) == len(second) == 1
    assert first[0].partition("?")[0] != second[0].partition("?")[0]
    assert "Page 1 of 2" in text(officer.get(cases_at(places)))
    assert 'href="?page=2" rel="next"' in text(officer.get(cases_at(places)))


def test_from_one_to_the_next_and_back_to_the_list_behind_the_last(season: Season, officer: Client) -> None:
    places, first = sent_case(season)
    second = places.find()
    assert officer.get(case_at(first, "next/")).headers["Location"] == case_at(second)
    assert officer.get(case_at(second, "next/")).headers["Location"] == cases_at(places)


def test_all_that_is_clear_is_accepted_by_one_press(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    page = text(officer.get(f"{cases_at(places)}accept/"))
    assert NAME in page
    assert "(20 days in May against 11)." in page
    done = officer.post(f"{cases_at(places)}accept/", {"cases": _TICKS.findall(page)}, follow=True)
    assert "1 pupil settled as the rules say." in text(done)
    assert Case.objects.get(pk=case.pk).outcome == Case.Outcome.DECIDED
    assert "There is none at present" in text(officer.get(f"{cases_at(places)}accept/"))


def test_what_changed_since_is_left_out_and_said(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    ticks = _TICKS.findall(text(officer.get(f"{cases_at(places)}accept/")))
    decide(acting(season.manager), case, case.revision, Decision("", "Abroad."))
    page = text(officer.post(f"{cases_at(places)}accept/", {"cases": ticks}, follow=True))
    assert "Nothing was settled. 1 pupil was left, for something has changed" in page


def test_a_protected_pupil_and_a_doubtful_one_are_never_accepted_unread(season: Season, officer: Client) -> None:
    places, _ = settled_dates(season)
    Case.objects.update(kind=Case.Kind.NEAR_NAME)
    assert NAME not in text(officer.get(f"{cases_at(places)}accept/"))
    Case.objects.update(kind=Case.Kind.SAME_UPN)
    protect(acting(season.officer), places.child, 1)
    assert NAME not in text(officer.get(f"{cases_at(places)}accept/"))
    assert "Protected: settle by hand" in text(officer.get(cases_at(places)))


def test_nothing_ticked_is_refused(season: Season, officer: Client) -> None:
    places, _ = settled_dates(season)
    answer = text(officer.post(f"{cases_at(places)}accept/", {}))
    assert "Tick the pupils for whom you accept what the rules say." in answer
    assert "Nothing was settled." in text(
        officer.post(f"{cases_at(places)}accept/", {"cases": ["nonsense", "nonsense.x"]}, follow=True)
    )


def test_that_pupils_were_seen_is_recorded_with_how_many(season: Season, officer: Client) -> None:
    places, _ = sent_case(season)
    officer.get(cases_at(places))
    officer.get(f"{cases_at(places)}?show=settled")
    assert [one.facts["shown"] for one in Event.objects.filter(verb="cases.seen")] == [1]


def test_who_may_look_and_who_may_accept(season: Season, client_of: ClientOf) -> None:
    places, _ = sent_case(season)
    people = ("officer", "manager", "pupil_adviser", "adviser", "head", "trust_lead", "twin_officer")
    clients = {who: client_of(getattr(season, who)) for who in people}
    found = {
        who: tuple(client.get(address).status_code for address in (cases_at(places), f"{cases_at(places)}accept/"))
        for who, client in clients.items()
    }
    assert found == {
        "officer": (200, 200), "manager": (200, 200), "pupil_adviser": (200, 403), "adviser": (403, 403),
        "head": (403, 403), "trust_lead": (403, 403), "twin_officer": (404, 404),
    }  # fmt: skip
    assert client_of(None).get(cases_at(places)).status_code == 302


def test_an_adviser_who_sees_pupils_is_offered_nothing_to_do(season: Season, client_of: ClientOf) -> None:
    places, _ = settled_dates(season)
    assert "accept it" not in text(client_of(season.pupil_adviser).get(cases_at(places)))


def test_a_collection_of_files_has_no_such_page(season: Season, officer: Client) -> None:
    filed = ask_for_file(season)
    address = f"/authority/collections/{filed.collection.public_id}/pupils-in-two-places/"
    assert officer.get(address).status_code == 404


def test_queries_are_the_same_for_more_cases(
    season: Season, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places, _ = sent_case(season)
    officer.get(cases_at(places))
    with django_assert_num_queries(_QUERIES):
        officer.get(cases_at(places))
    for _ in range(3):
        places.find()
    with django_assert_num_queries(_QUERIES):
        officer.get(cases_at(places))


_QUERIES = 19
