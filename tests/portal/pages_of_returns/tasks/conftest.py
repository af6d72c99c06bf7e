"""A school that was asked for its results."""

import pytest

from tests.portal.collected import Collected, collect
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def there(collected: Collected) -> str:
    """The address of the return."""
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"
