"""A collection of which three schools were asked, and an officer's browser."""

import pytest
from django.test import Client

from muster.portal.collecting import actions as collecting
from muster.portal.foundation import work
from muster.portal.outbox.models import Mail
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """Three schools were asked, some time ago."""
    found = collect(season)
    collecting.ask_schools(acting(season.officer), found.collection, [season.other_school, season.academy])
    Mail.objects.all().delete()
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "") -> str:
    return f"/authority/collections/{collected.collection.public_id}/{page}"


def work_off() -> None:
    """What the sweeper does with reminders that are due."""
    kind = next(one for one in work.works() if one.name == "reminders")
    for item in kind.pending(50):
        assert work.do("reminders", item)
