"""Accepting a return and going on to the next, and opening one again."""

import pytest
from django.test import Client

from muster.portal.organisations.actions.memberships import join
from muster.portal.organisations.models import Role
from muster.portal.returns.actions.accepting import accept
from muster.portal.returns.actions.moderating import Asked, send_back
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Question
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.returns.worked import at, press, three_confirmed
from tests.portal.returns.explained import explained
from tests.portal.returns.signed import confirmed, signing
from tests.portal.season import Season

WHY = "We are two, and Kim is ill."


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


@pytest.fixture
def three(collected: Collected) -> list[Collected]:
    """Beech Lane, Canal Street and Dale Academy: all confirmed."""
    return three_confirmed(collected)


def test_one_press_accepts_and_leads_to_the_next_that_waits(officer: Client, three: list[Collected]) -> None:
    first, second, third = three
    send_back(acting(first.side.officer), second.request, second.school_return().revision, [Asked("Is it?")])
    assert press(officer, first, "accept/").headers["Location"] == at(third)
    assert first.school_return().in_force == InForce.ACCEPTED
    table = f"/authority/collections/{first.collection.public_id}/progress/"
    assert press(officer, third, "accept/").headers["Location"] == table
    assert "Dale Academy: accepted. That was the last return in this list." in text(officer.get(table))


def test_next_and_previous_keep_to_the_list(officer: Client, three: list[Collected]) -> None:
    first, second, third = three
    listed = "?list=q%3Dacademy"
    assert officer.get(at(first, "next/")).headers["Location"] == at(second)
    assert officer.get(at(third, "previous/")).headers["Location"] == at(second)
    assert officer.get(at(first, "next/") + listed).headers["Location"] == at(third) + listed
    for place in ("show%3Dclear", "order%3Derrors%26way%3Dback"):
        assert officer.get(at(first, f"next/?list={place}")).headers["Location"].startswith(at(second))
    last = officer.get(at(third, "next/") + listed, follow=True)
    assert "That was the last return in this list." in text(last)
    assert "That was the first return in this list." in text(officer.get(at(first, "previous/"), follow=True))


def test_a_second_press_says_that_it_is_accepted(officer: Client, three: list[Collected]) -> None:
    seen = three[0].school_return().revision
    press(officer, three[0], "accept/", revision=seen)
    page = text(press(officer, three[0], "accept/", revision=seen))
    assert "Northshire has accepted these results" in page
    assert "Accept, and on to the next" not in page


def test_the_second_officer_is_told_who_was_first(
    season: Season, client_of: ClientOf, officer: Client, three: list[Collected]
) -> None:
    seen = three[0].school_return().revision
    manager = client_of(season.manager)
    asked = {"number": 1, "text-1": "Is it?", "about-1": "whole", "due_on": "", "revision": seen}
    manager.post(at(three[0], "questions/ask/"), asked)
    answer = press(officer, three[0], "accept/", revision=seen)
    assert answer.status_code == 409
    assert f"{season.manager.name} changed this on" in text(answer)
    assert three[0].school_return().in_force == InForce.CONFIRMED


def test_over_what_is_left_only_by_a_tick(officer: Client, collected: Collected) -> None:
    explained(collected, all_of_them=False)
    page = text(officer.get(at(collected)))
    assert "Accept, and on to the next" not in page
    refused = text(press(officer, collected, "accept/"))
    assert "There is still something left at the school" in refused
    assert collected.school_return().in_force == InForce.CONFIRMED
    press(officer, collected, "accept/", over_open="on")
    assert collected.school_return().in_force == InForce.ACCEPTED


def test_ones_own_with_a_reason_that_the_school_reads(season: Season, client_of: ClientOf, officer: Client) -> None:
    join(acting(season.officer), season.officer, Role.SENDER, season.school)
    collected = collect(season)
    collected.send(by=season.officer)
    confirmed(collected, by=season.signer, how=signing(Role.SIGNER))
    page = text(press(officer, collected, "accept/"))
    assert "your team has fewer than three officers" in page
    assert 'name="alone_because"' in page.split("<textarea")[1]
    press(officer, collected, "accept/", alone_because=WHY)
    assert Confirmation.objects.get().alone_because == WHY
    assert WHY in text(officer.get(at(collected)))
    receipt = f"/schools/{season.school.public_id}/requests/{collected.request.public_id}/receipt/"
    assert WHY in text(client_of(season.head).get(receipt))


def test_opened_again_with_a_reason(officer: Client, collected: Collected) -> None:
    collected.send()
    confirmed(collected)
    accept(acting(collected.side.officer), collected.request, collected.school_return().revision)
    assert "Say why, in a sentence" in text(press(officer, collected, "reopen/", reason=" "))
    seen = collected.school_return().revision
    press(officer, collected, "reopen/", reason="A pupil has moved.")
    assert Question.objects.get().reopens
    page = text(officer.get(at(collected)))
    assert "A pupil has moved." in page
    again = press(officer, collected, "reopen/", reason="Twice.", revision=seen)
    assert again.status_code == 409
    assert "Twice." not in text(officer.get(at(collected)))


@pytest.mark.parametrize("page", ["accept/", "reopen/", "questions/ask/", "review/"])
def test_who_may_write(season: Season, client_of: ClientOf, collected: Collected, page: str) -> None:
    collected.send()
    for who, status in (("pupil_adviser", 403), ("adviser", 403), ("head", 403), ("twin_officer", 404)):
        assert press(client_of(getattr(season, who)), collected, page).status_code == status
