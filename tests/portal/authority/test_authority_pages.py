"""An authority's pages: its home, its schools, its people, new heads."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from muster.formats.reference import SchoolRow
from muster.portal.collecting.actions import draft_collection
from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.organisations.actions.memberships import leave
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import HeadChange, Membership, Person, Role, School, SignInName
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.collected import acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

PAGES = ("", "schools/", "schools/{school}/", "heads/", "people/", "mails/")
WRITING = (
    "schools/{school}/head/",
    "people/invite/",
    "people/{officer}/",
    "people/{officer}/link/",
    "people/{officer}/remove/",
)
NEW = {"name": "Nia Newzqxfor", "email": "nia@own.example"}


def address(season: Season, page: str) -> str:
    officer = season.officer.memberships.get().public_id
    return f"/authority/{page.format(school=season.school.public_id, officer=officer)}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["officer", "adviser"])
def test_officers_and_advisers_read(season: Season, client_of: ClientOf, page: str, role: str) -> None:
    assert client_of(getattr(season, role)).get(address(season, page)).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, *WRITING])
@pytest.mark.parametrize("role", ["head", "reader", "trust_lead", "operator", "stranger"])
def test_others_do_not(season: Season, client_of: ClientOf, page: str, role: str) -> None:
    assert client_of(getattr(season, role)).get(address(season, page)).status_code in (403, 404)


@pytest.mark.parametrize("page", [*PAGES, *WRITING])
def test_nobody_is_asked_to_sign_in(season: Season, client_of: ClientOf, page: str) -> None:
    assert client_of(None).get(address(season, page)).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", WRITING)
def test_an_adviser_may_look_but_not_touch(season: Season, client_of: ClientOf, page: str) -> None:
    assert client_of(season.adviser).post(address(season, page), NEW | {"role": "officer"}).status_code == 403


@pytest.mark.parametrize("page", ["schools/{school}/", *WRITING])
def test_the_twins_officer_finds_nothing_of_ours(season: Season, client_of: ClientOf, page: str) -> None:
    if "invite" not in page:
        assert client_of(season.twin_officer).get(address(season, page)).status_code in (404, 405)


def test_the_list_shows_no_row_of_the_twin(season: Season, client_of: ClientOf) -> None:
    shown = text(client_of(season.officer).get("/authority/schools/"))
    ours, twins = (set(School.objects.filter(authority=one.authority)) for one in (season, season.twin))
    assert all(school.public_id in shown for school in ours)
    assert not any(school.public_id in shown for school in twins)


def test_home_leads_to_a_running_collection_and_officers_to_a_new_one(season: Season, client_of: ClientOf) -> None:
    collection = collect(season).collection
    page = text(client_of(season.officer).get("/authority/"))
    assert f'href="/authority/collections/{collection.public_id}/">{collection.title}</a>' in page
    assert "All collections, or begin one" in page
    assert "or begin one" not in text(client_of(season.adviser).get("/authority/"))


def test_home_has_what_schools_can_send_to_before_what_was_announced_alone(season: Season, client_of: ClientOf) -> None:
    now = collect(season).collection
    announced = draft_collection(acting(season.officer), season.authority, now.year + 1, terms_of_year(now.year + 1))
    days = [now.closes_at + timedelta(days=days) for days in (1, 2, 3)]
    dates = dict(zip(("opens_at", "deadline", "closes_at"), days, strict=True))
    Collection.objects.filter(pk=announced.pk).update(opened_at=now.opened_at, **dates)
    page = text(client_of(season.officer).get("/authority/"))
    assert page.index(now.title) < page.index(announced.title)


def test_home_says_what_needs_attention(season: Season, client_of: ClientOf) -> None:
    ask_for_head(SYSTEM, season.school, NEW["name"], NEW["email"])
    Membership.objects.filter(school=season.other_school).update(ended_at=season.school.made_at)
    shown = text(client_of(season.officer).get("/authority/"))
    assert "1 new head teacher to approve or refuse" in shown
    assert "1 school without a head teacher here" in shown


def many(season: Season) -> None:
    rows = [
        SchoolRow(la="330", estab=f"3{one:03}", urn=f"15{one:04}", name=f"School {one:03}", trust="Yew Trust")
        for one in range(120)
    ]
    add_schools(SYSTEM, season.authority, rows)


def test_fifty_schools_a_page(season: Season, client_of: ClientOf) -> None:
    many(season)
    browser = client_of(season.officer)
    first, last = text(browser.get("/authority/schools/")), text(browser.get("/authority/schools/?page=3"))
    assert "/authority/schools/?page=2" in first
    assert first.count('<th scope="row"') == 50
    assert last.count('<th scope="row"') == 24


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "²"])
def test_a_page_that_is_not_there_is_the_nearest(season: Season, client_of: ClientOf, page: str) -> None:
    assert client_of(season.officer).get(f"/authority/schools/?page={page}&show=x&order=y").status_code == 200


def test_the_way_back_leads_to_the_same_place_in_the_list(season: Season, client_of: ClientOf) -> None:
    many(season)
    browser = client_of(season.officer)
    listed = text(browser.get("/authority/schools/?q=school&page=2&order=urn"))
    link = listed.split('<th scope="row"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    back = text(browser.get(link)).split("govuk-back-link")[0].rsplit('href="', 1)[1].split('"')[0]
    assert back.replace("&amp;", "&") == "/authority/schools/?q=school&order=urn&page=2"


def test_the_way_back_leads_nowhere_else(season: Season, client_of: ClientOf) -> None:
    page = f"/authority/schools/{season.school.public_id}/?list=https%3A%2F%2Felsewhere.example%2F%3Fq%3D1"
    assert "elsewhere.example" not in text(client_of(season.officer).get(page)).split("<main")[0]


@pytest.mark.parametrize(
    "search", ["beech", "BEECH infant", "100001", "3302001", "2001", "Headzqxfor", "lane headzqxfor"]
)
def test_a_school_is_found_by_name_number_urn_and_head(season: Season, client_of: ClientOf, search: str) -> None:
    shown = text(client_of(season.officer).get("/authority/schools/", {"q": search}))
    assert season.school.public_id in shown


def test_what_does_not_fit_is_not_shown(season: Season, client_of: ClientOf) -> None:
    shown = text(client_of(season.officer).get("/authority/schools/", {"q": "beech canal"}))
    assert "No school fits" in shown


@pytest.mark.parametrize(("show", "fits"), [("no_head", "other_school"), ("closed", "academy"), ("open", "school")])
def test_the_list_is_narrowed(season: Season, client_of: ClientOf, show: str, fits: str) -> None:
    Membership.objects.filter(school=season.other_school).update(ended_at=season.school.made_at)
    School.objects.filter(pk=season.academy.pk).update(closed=date(2020, 8, 31))
    shown = text(client_of(season.officer).get("/authority/schools/", {"show": show}))
    assert getattr(season, fits).public_id in shown
    assert (season.academy.public_id in shown) == (show == "closed")


def test_one_sorts_by_head(season: Season, client_of: ClientOf) -> None:
    shown = text(client_of(season.officer).get("/authority/schools/", {"order": "head"}))
    heads = [shown.index(person.name) for person in (season.executive_head, season.head, season.other_head)]
    assert heads == sorted(heads)


def test_an_officer_names_a_head_at_once(season: Season, client_of: ClientOf, mails: QuerySet[Mail]) -> None:
    page = address(season, "schools/{school}/head/")
    seen = season.head.memberships.get().public_id
    client_of(season.officer).post(page, NEW | {"seen": seen})
    assert SignInName.objects.get(school=season.school).person == Person.objects.get(email=NEW["email"])
    told = {(mail.template, mail.to_address) for mail in mails}
    assert ("head_ended", season.head.email) in told
    assert ("first_access", NEW["email"]) in told
    assert {template for template, to in told if to == season.school.email} == {"head_changed"}


def test_the_officer_who_names_a_head_too_late_is_told_and_may_press_again(season: Season, client_of: ClientOf) -> None:
    page = address(season, "schools/{school}/head/")
    given = NEW | {"seen": season.head.memberships.get().public_id}
    client_of(season.officer).post(page, given)
    answer = client_of(season.officer).post(page, given | {"name": "Olu Otherzqxfor", "email": "olu@own.example"})
    assert f"{season.officer.name} made Nia Newzqxfor the head teacher on" in text(answer)
    assert 'value="olu@own.example"' in text(answer)
    now = Membership.objects.get(school=season.school, role="head", ended_at=None)
    assert f'value="{now.public_id}"' in text(answer)


def test_while_the_schools_choice_waits_no_other_is_named(season: Season, client_of: ClientOf) -> None:
    ask_for_head(SYSTEM, season.school, "Olu Otherzqxfor", "olu@own.example")
    page = address(season, "schools/{school}/head/")
    client_of(season.officer).post(page, NEW | {"seen": season.head.memberships.get().public_id})
    assert HeadChange.objects.get().name == "Olu Otherzqxfor"


@pytest.mark.parametrize("role", ["officer", "adviser"])
def test_a_manager_invites_officers_and_advisers(season: Season, client_of: ClientOf, role: str) -> None:
    client_of(season.manager).post("/authority/people/invite/", NEW | {"role": role})
    made = Membership.objects.get(person__email=NEW["email"])
    assert (made.role, made.authority, made.school) == (role, season.authority, None)


def test_a_trusts_lead_needs_the_trust(season: Season, client_of: ClientOf) -> None:
    browser = client_of(season.officer)
    answer = browser.post("/authority/people/invite/", NEW | {"role": "trust_lead"})
    assert "Choose the trust whose schools they see." in text(answer)
    browser.post("/authority/people/invite/", NEW | {"role": "trust_lead", "trust": season.trust.public_id})
    assert Membership.objects.get(person__email=NEW["email"]).trust == season.trust


def test_the_twins_trust_cannot_be_chosen(season: Season, client_of: ClientOf) -> None:
    given = NEW | {"role": "trust_lead", "trust": season.twin.trust.public_id}
    client_of(season.officer).post("/authority/people/invite/", given)
    assert not Membership.objects.filter(person__email=NEW["email"]).exists()


def test_an_operator_is_not_the_officers_to_change(season: Season, client_of: ClientOf) -> None:
    operator = season.operator.memberships.get().public_id
    assert client_of(season.officer).get(f"/authority/people/{operator}/").status_code == 404


def test_the_last_officer_stays(season: Season, client_of: ClientOf) -> None:
    leave(SYSTEM, season.manager.memberships.get())
    own = season.officer.memberships.get().public_id
    answer = client_of(season.officer).post(f"/authority/people/{own}/remove/")
    assert "Add another officer first" in text(answer)


def test_a_colleague_is_removed_from_the_authority(season: Season, client_of: ClientOf) -> None:
    theirs = client_of(season.adviser)
    adviser = season.adviser.memberships.get(role=Role.ADVISER).public_id
    client_of(season.officer).post(f"/authority/people/{adviser}/remove/")
    assert theirs.get("/authority/").headers["Location"].startswith("/sign-in/")
