"""A pupil who is counted at another school: shown as struck, not counted, and of a protected one nothing is said."""

import pytest
from django.test import Client

from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.organisations.models import Person
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from tests.core.formats.test_export import sheets_of
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import TwoPlaces, settled_dates
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.results.conftest import address
from tests.portal.season import Season

SAYS = "Counted at another school"


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    """Settled for the first school."""
    found, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    return found


def page(browser: Client, places: TwoPlaces, of: str = "results/") -> str:
    """The second school's page."""
    answer = browser.get(address(places.second, of))
    assert answer.status_code == 200
    return answer.content.decode()


def _protect(by: Person) -> None:
    child = Child.objects.filter(results__place=0).order_by("pk")[0]
    protect(acting(by), child, child.revision)


@pytest.mark.parametrize("who", ["other_head", "officer"])
def test_the_pupil_is_shown_and_not_counted(season: Season, places: TwoPlaces, client_of: ClientOf, who: str) -> None:
    shown = page(client_of(getattr(season, who)), places)
    assert shown.count(SAYS) == 1
    assert "1 pupil whom you sent is counted at another school" in shown
    assert season.school.name not in shown
    assert " of 3<" in shown


def test_the_school_that_submits_sees_nothing_of_it(season: Season, places: TwoPlaces, client_of: ClientOf) -> None:
    assert SAYS not in client_of(season.head).get(address(places.first, "results/")).content.decode()


def test_of_a_protected_pupil_only_officers_see_it(season: Season, places: TwoPlaces, client_of: ClientOf) -> None:
    _protect(season.officer)
    shown = page(client_of(season.other_head), places)
    assert "at another school" not in shown
    assert " of 4<" in shown
    assert SAYS in page(client_of(season.officer), places)


def test_the_workbook_says_it_only_where_it_is_so(season: Season, places: TwoPlaces, client_of: ClientOf) -> None:
    browser = client_of(season.other_head)
    rows = sheets_of(browser.get(address(places.second, "results/download/")).content)[0]
    assert rows[0][-1] == SAYS
    assert [row[-1] for row in rows[1:]].count("Yes") == 1
    first = client_of(season.head).get(address(places.first, "results/download/")).content
    assert SAYS not in sheets_of(first)[0][0]


def test_the_list_for_teachers_strikes_the_pupil_out(season: Season, places: TwoPlaces, client_of: ClientOf) -> None:
    shown = page(client_of(season.other_head), places, "results/print/")
    assert shown.count(SAYS) == shown.count("<s>") == 1
    _protect(season.officer)
    shown = page(client_of(season.other_head), places, "results/print/")
    assert SAYS not in shown
    assert "<s>" not in shown
