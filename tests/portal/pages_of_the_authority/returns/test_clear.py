"""All that is clear, accepted in one go."""

import re

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import ask_schools
from muster.portal.returns.actions.moderating import Asked, send_back
from muster.portal.returns.facts import InForce
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, roll_entries
from tests.portal.fixtures import ClientOf
from tests.portal.returns.explained import explained
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

_TICKS = re.compile(r'name="returns" id="[^"]+" value="([^"]+)" checked')


@pytest.fixture
def collected(season: Season) -> Collected:
    """Two clear returns, and one whose explanations nobody has read."""
    first = collect(season)
    asked = ask_schools(acting(season.officer), first.collection, [season.other_school, season.academy]).requests
    rest = [Collected(season, first.collection, one, roll_entries(one.school)) for one in asked]
    for one, head in zip(rest, [season.other_head, season.executive_head], strict=True):
        one.send(by=head)
        confirmed(one, by=head)
    explained(first)
    return first


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected) -> str:
    return f"/authority/collections/{collected.collection.public_id}/accept/"


def test_the_clear_ones_are_listed_and_accepted_by_one_press(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected)))
    assert "2 returns are clear, with 12 pupils" in page
    assert "Beech Lane" not in page
    ticks = _TICKS.findall(page)
    done = text(officer.post(at(collected), {"returns": ticks}, follow=True))
    assert "2 returns accepted." in done
    assert "No return is clear at present." in done
    again = text(officer.post(at(collected), {"returns": ticks}, follow=True))
    assert "0 returns accepted. 2 returns were accepted already." in again
    assert Event.objects.filter(verb="return.accepted").count() == 2


def test_what_changed_meanwhile_is_left_and_named(officer: Client, season: Season, collected: Collected) -> None:
    ticks = _TICKS.findall(text(officer.get(at(collected))))
    other = next(one for one in season.other_school.returns.select_related("request"))
    asked = other.request
    send_back(acting(season.manager), type(asked).objects.get(pk=asked.pk), other.revision, [Asked("Is it?")])
    page = text(officer.post(at(collected), {"returns": ticks}))
    assert "1 return accepted." in page
    assert "Canal Street Primary School</a>: Something has come up since you looked." in page


def test_nothing_ticked_and_nonsense_are_refused(officer: Client, collected: Collected) -> None:
    assert "Tick the returns that you want to accept." in text(officer.post(at(collected), {}))
    officer.post(at(collected), {"returns": ["nonsense", "nonsense.x", "nonsense.3"]})
    assert collected.school_return().in_force == InForce.CONFIRMED


def test_who_may(season: Season, client_of: ClientOf, collected: Collected) -> None:
    answers = {
        who: client_of(getattr(season, who)).get(at(collected)).status_code
        for who in ("officer", "manager", "pupil_adviser", "adviser", "head", "twin_officer")
    }
    assert answers == {
        "officer": 200, "manager": 200, "pupil_adviser": 403, "adviser": 403, "head": 403, "twin_officer": 404,
    }  # fmt: skip
