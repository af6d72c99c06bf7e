"""Declining and taking part after all, on their pages."""

import pytest

from muster.portal.returns.models import Return
from muster.portal.returns.states import State, state_of
from tests.portal.answers import text
from tests.portal.collected import Collected
from tests.portal.fixtures import ClientOf
from tests.portal.returned import confirmed, declined
from tests.portal.season import Season


def state(collected: Collected) -> State:
    return state_of(collected.school_return().facts)


def test_a_school_declines_with_a_reason(collected: Collected, there: str, client_of: ClientOf) -> None:
    sent = {"revision": "1", "reason": "A small year group."}
    answer = client_of(collected.side.head).post(f"{there}decline/", sent, follow=True)
    assert "Your school is not taking part" in text(answer)
    assert state(collected) is State.DECLINED
    collected.request.refresh_from_db()
    assert collected.request.reason == "A small year group."


def test_the_reason_may_be_left_out(collected: Collected, there: str, client_of: ClientOf) -> None:
    client_of(collected.side.sender).post(f"{there}decline/", {"revision": "1"})
    assert state(collected) is State.DECLINED


def test_it_is_asked_first(collected: Collected, there: str, client_of: ClientOf) -> None:
    assert "We are not taking part" in text(client_of(collected.side.head).get(f"{there}decline/"))
    assert not Return.objects.exists()


def test_a_double_click_is_told_that_it_is_done(collected: Collected, there: str, client_of: ClientOf) -> None:
    browser = client_of(collected.side.head)
    answers = [browser.post(f"{there}decline/", {"revision": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 200]
    assert f"{collected.side.head.name} said on" in text(answers[1])
    assert "There is nothing more to do" in text(answers[1])


def test_whoever_comes_after_a_new_file_keeps_the_reason(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send(by=collected.side.sender)
    browser = client_of(collected.side.head)
    answer = text(browser.post(f"{there}decline/", {"revision": "1", "reason": "A small year group."}))
    assert f"{collected.side.sender.name} changed this on" in answer
    assert "A small year group." in answer
    assert 'name="revision" value="2"' in answer
    browser.post(f"{there}decline/", {"revision": "2"})
    assert state(collected) is State.DECLINED


def test_confirmed_results_are_withdrawn_first(collected: Collected, there: str, client_of: ClientOf) -> None:
    confirmed(collected)
    browser = client_of(collected.side.head)
    assert "Withdraw the confirmation first" in text(browser.get(f"{there}decline/"))
    revision = Return.objects.get().revision
    assert "Withdraw the confirmation first" in text(browser.post(f"{there}decline/", {"revision": revision}))
    assert state(collected) is State.SENT


def test_a_school_takes_part_after_all(collected: Collected, there: str, client_of: ClientOf) -> None:
    declined(collected)
    browser = client_of(collected.side.sender)
    assert f"{collected.side.head.name} said on" in text(browser.get(f"{there}rejoin/"))
    answer = browser.post(f"{there}rejoin/", {"revision": "2"}, follow=True)
    assert "Your school is taking part" in text(answer)
    assert state(collected) is State.NOT_STARTED


def test_who_takes_part_need_not_rejoin(collected: Collected, there: str, client_of: ClientOf) -> None:
    assert "The school is taking part" in text(client_of(collected.side.head).get(f"{there}rejoin/"))


@pytest.mark.parametrize("page", ["decline/", "rejoin/"])
@pytest.mark.parametrize("role", ["reader", "officer", "adviser"])
def test_who_only_looks_says_nothing_for_the_school(
    collected: Collected, there: str, client_of: ClientOf, page: str, role: str
) -> None:
    answer = client_of(getattr(collected.side, role)).post(there + page, {"revision": "1"})
    assert answer.status_code == 403
    assert not Return.objects.exists()


@pytest.mark.parametrize("page", ["decline/", "rejoin/"])
@pytest.mark.parametrize("role", ["other_head", "trust_lead", "twin_head", "stranger"])
def test_nobody_else_speaks_for_the_school(
    season: Season, collected: Collected, there: str, client_of: ClientOf, page: str, role: str
) -> None:
    assert client_of(getattr(season, role)).post(there + page, {"revision": "1"}).status_code == 404
    assert state_of(Return(request=collected.request).facts) is State.NOT_STARTED
