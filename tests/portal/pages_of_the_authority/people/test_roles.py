"""Who says who decides at an authority, and that whoever advises schools alone is shown no pupil."""

import pytest
from django.test import Client
from django.urls import reverse

from muster.portal.casework.actions import enquiries
from muster.portal.casework.models import EnquiryKind
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.memberships import leave
from muster.portal.organisations.models import Membership, Person, Role
from tests.everything.routes import Route, expected, routes
from tests.everything.rows import MAKERS, WITHOUT_ROWS
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

NEW = {"name": "Nia Newzqxfor", "email": "nia@own.example"}
PEOPLE = "/authority/people/"


def own(person: Person) -> str:
    return f"{PEOPLE}{person.memberships.get(ended_at=None).public_id}/"


@pytest.mark.parametrize("role", ["officer", "manager"])
def test_where_there_is_a_manager_officers_say_nothing_of_who_decides(
    season: Season, client_of: ClientOf, role: str
) -> None:
    browser = client_of(season.officer)
    browser.post(f"{PEOPLE}invite/", NEW | {"role": role})
    browser.post(own(season.adviser), {"role": role})
    for page in ("", "remove/", "revoke/"):
        assert browser.post(f"{own(season.manager)}{page}", {"role": "adviser"}).status_code == 403
    assert browser.post(f"/authority/lost-phone/{own(season.manager).split('/')[-2]}/").status_code == 403
    assert not Membership.objects.filter(person__email=NEW["email"]).exists()
    assert season.adviser.memberships.get(ended_at=None).role == Role.ADVISER
    assert "a data manager changes" in text(browser.get(own(season.manager)))


def test_officers_change_those_who_do_not_decide(season: Season, client_of: ClientOf) -> None:
    client_of(season.officer).post(own(season.adviser), {"role": "pupil_adviser"})
    assert season.adviser.memberships.get(ended_at=None).role == Role.PUPIL_ADVISER


def test_a_manager_changes_whoever_decides(season: Season, client_of: ClientOf) -> None:
    client_of(season.manager).post(own(season.officer), {"role": "manager"})
    assert season.officer.memberships.get(ended_at=None).role == Role.MANAGER


def test_where_there_is_no_manager_officers_make_one(season: Season, client_of: ClientOf) -> None:
    leave(SYSTEM, season.manager.memberships.get())
    client_of(season.officer).post(f"{PEOPLE}invite/", NEW | {"role": "manager"})
    assert Membership.objects.get(person__email=NEW["email"]).role == Role.MANAGER


WALKED = [
    route
    for route in routes()
    if route.gate is not None and route.gate.kind in ("for_authority", "for_school")
    if expected(route.gate, "adviser", "ours", "school") == "in"
]


@pytest.fixture
def sent(season: Season) -> Collected:
    """A school that has sent its pupils, with something to put right, and an enquiry that names one of them."""
    collected = collect(season)
    collected.send()
    name = f"{collected.entries[0].forename} {collected.entries[0].surname}"
    asked = enquiries.Asked(
        kind=EnquiryKind.QUESTION, name=season.head.name, email=season.head.email, text=f"What of {name}?",
        person=season.head, school=season.school,
    )  # fmt: skip
    enquiries.open_enquiry(SYSTEM, season.authority, asked)
    return collected


def shown(browser: Client, season: Season, route: Route) -> str:
    parts = {part: MAKERS[part](season, route.path) for part in route.parts if part in MAKERS}
    parts |= {part: WITHOUT_ROWS[part] for part in route.parts if part in WITHOUT_ROWS}
    if "school" in route.parts:
        parts["school"] = season.school.public_id
    answer = browser.get(reverse(route.name, kwargs=parts))
    return answer.getvalue().decode("utf-8", "replace") if answer.status_code == 200 else ""


def test_an_adviser_of_schools_is_shown_no_pupil(season: Season, client_of: ClientOf, sent: Collected) -> None:
    assert len(WALKED) > 8
    browser = client_of(season.adviser)
    pages = {route.name: shown(browser, season, route) for route in WALKED}
    assert sum(bool(page) for page in pages.values()) > 8
    named = [mark for entry in sent.entries for mark in (entry.surname, entry.upn) if mark]
    assert [name for name, page in pages.items() if any(mark in page for mark in named)] == []
    assert "/authority/enquiries/" not in pages["authority"]


def test_an_adviser_of_pupils_reads_enquiries(season: Season, client_of: ClientOf, sent: Collected) -> None:
    assert "Enquiries" in text(client_of(season.pupil_adviser).get("/authority/"))
    assert client_of(season.pupil_adviser).get("/authority/enquiries/").status_code == 200
    assert client_of(season.adviser).get("/authority/enquiries/").status_code == 403
