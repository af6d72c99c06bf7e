"""A return with an error, a question and a pupil who is missing, and the head's browser."""

import pytest
from django.test import Client

from tests.portal.collected import Collected, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

CHANGES = {0: {"science": "PK3"}, 1: {"maths": ""}, 3: {"reading": "A"}}


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send(results_file(found.entries, CHANGES, without=(5,)))
    return found


@pytest.fixture
def clean(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


@pytest.fixture
def browser(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)
