"""What an authority says of itself."""

import pytest

from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.memberships import leave
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

PAGE = "/authority/details/"
GIVEN = {
    "name": "Northshire Council", "team_name": "Data and performance", "team_email": "Data@A.example",
    "team_telephone": "01632 960009", "colour": "#0b5345", "revision": "1",
}  # fmt: skip


def test_a_manager_changes_them_and_every_page_says_them(season: Season, client_of: ClientOf) -> None:
    browser = client_of(season.manager)
    assert "The details are saved" in text(browser.post(PAGE, GIVEN, follow=True))
    season.authority.refresh_from_db()
    assert (season.authority.team_email, season.authority.colour) == ("data@a.example", "#0b5345")
    assert "0b5345.css" in text(browser.get("/authority/"))


def test_officers_change_them_only_where_there_is_no_manager(season: Season, client_of: ClientOf) -> None:
    browser = client_of(season.officer)
    assert browser.post(PAGE, GIVEN).status_code == 403
    assert "A data manager changes these" in text(browser.get(PAGE))
    leave(SYSTEM, season.manager.memberships.get())
    assert browser.post(PAGE, GIVEN).status_code == 302


def test_who_comes_second_is_told_and_keeps_what_was_typed(season: Season, client_of: ClientOf) -> None:
    browser = client_of(season.manager)
    browser.post(PAGE, GIVEN)
    shown = text(browser.post(PAGE, GIVEN | {"team_name": "Another team"}))
    assert season.manager.name in shown
    assert "Another team" in shown
    assert browser.post(PAGE, GIVEN | {"team_name": "Another team", "revision": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Enter the authority’s name."),
        ("team_email", "nobody", "Enter a valid email address."),
        ("colour", "red; }", "Choose a colour, such as #1d4f91."),
    ],
)
def test_what_cannot_be_right_is_said(season: Season, client_of: ClientOf, field: str, typed: str, told: str) -> None:
    assert told in text(client_of(season.manager).post(PAGE, GIVEN | {field: typed}))
