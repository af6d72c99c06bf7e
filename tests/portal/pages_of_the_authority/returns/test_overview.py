"""The officer's page of one return: who sees it, and what it says of each state."""

import pytest
from django.test import Client

from muster.portal.returns.states import State
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returned import WAYS
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "") -> str:
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/{page}"


def test_who_sees_it(season: Season, client_of: ClientOf, collected: Collected) -> None:
    answers = {
        who: client_of(getattr(season, who)).get(at(collected)).status_code
        for who in ("officer", "manager", "pupil_adviser", "adviser", "head", "trust_lead", "twin_officer")
    }
    assert answers == {
        "officer": 200, "manager": 200, "pupil_adviser": 200, "adviser": 403, "head": 403, "trust_lead": 404,
        "twin_officer": 404,
    }  # fmt: skip


@pytest.mark.parametrize("state", WAYS, ids=lambda state: state.name.lower())
def test_each_state_is_said(officer: Client, collected: Collected, state: State) -> None:
    WAYS[state](collected)
    assert f"(3302001): {state.words('Northshire')}</span>" in text(officer.get(at(collected)))


def test_the_table_and_the_school_lead_here(officer: Client, collected: Collected) -> None:
    table = f"/authority/collections/{collected.collection.public_id}/progress/"
    assert f'href="{at(collected)}?list=show%3Dnothing_sent"' in text(officer.get(f"{table}?show=nothing_sent"))
    assert f'href="{at(collected)}"' in text(officer.get(f"/authority/schools/{collected.school.public_id}/"))
    page = text(officer.get(f"{at(collected)}?list=show%3Dnothing_sent"))
    assert f'href="{table}?show=nothing_sent#schools"' in page
