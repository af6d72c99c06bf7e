"""A school's home: what is asked now, with one button; what was asked before."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.organisations.models import Membership
from muster.portal.returns.states import State
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returned import WAYS
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def home(collected: Collected, client_of: ClientOf, role: str = "head") -> str:
    answer = client_of(getattr(collected.side, role)).get(f"/schools/{collected.school.public_id}/")
    assert answer.status_code == 200
    return text(answer)


def there(collected: Collected) -> str:
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"


def test_a_school_that_has_done_nothing_has_one_button_to_send(collected: Collected, client_of: ClientOf) -> None:
    page = home(collected, client_of)
    assert f'href="{there(collected)}send/" role="button"' in page
    assert page.count('role="button"') == 1
    assert "Send your results by" in page


@pytest.mark.parametrize("state", WAYS, ids=lambda one: one.name)
def test_each_state_stands_there_with_at_most_one_button(
    collected: Collected, client_of: ClientOf, state: State
) -> None:
    WAYS[state](collected)
    page = home(collected, client_of)
    assert state.words("Northshire") in page
    assert page.count('role="button"') == 1


def test_the_request_leads_to_its_task_list(collected: Collected, client_of: ClientOf) -> None:
    assert f'href="{there(collected)}">{collected.collection.title}' in home(collected, client_of, "reader")


def test_a_file_can_be_checked_without_sending_it(collected: Collected, client_of: ClientOf) -> None:
    assert "Check a file without sending it" in home(collected, client_of)


def test_a_closed_request_stays_with_what_was_sent(collected: Collected, client_of: ClientOf) -> None:
    collected.send()
    past = clock.now() - timedelta(days=2)
    Collection.objects.update(deadline=past, closes_at=past)
    page = home(collected, client_of)
    assert "Asked for before" in page
    assert f'href="{there(collected)}sent/"' in page
    assert "asks nothing of you at present" in page


def test_a_school_without_a_head_is_told(collected: Collected, client_of: ClientOf) -> None:
    Membership.objects.filter(person=collected.side.head).update(ended_at=clock.now())
    assert "has no head teacher here" in home(collected, client_of, "sender")


def test_the_page_asks_the_database_little(
    collected: Collected, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    collected.send()
    browser = client_of(collected.side.head)
    with django_assert_max_num_queries(10):
        browser.get(f"/schools/{collected.school.public_id}/")
