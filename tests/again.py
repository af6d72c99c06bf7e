"""What of the tests runs again on a second database, where `script/test` asks for it: what asks that database anything.

Of a test's many cases that differ in nothing that a database could do otherwise, every third runs again; all of them
where tests wait for each other's transactions, or say that they are about the database. `script/verify databases` runs
everything on both.
"""

import os
from collections import Counter

import pytest

AGAIN = "MUSTER_TEST_AGAIN"
"""Set, these tests have run on another database already."""
_MANY, _EVERY = 3, 3
_DATABASE = frozenset({"db", "transactional_db"})


def chosen(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those among the tests that run now: all of them, unless they have run on another database."""
    if not os.environ.get(AGAIN):
        return items
    asking = [item for item in items if _asks_the_database(item) or _is_about_it(item)]
    cases = Counter(_test_of(item) for item in asking)
    seen: Counter[str] = Counter()
    kept = []
    for item in asking:
        test = _test_of(item)
        if cases[test] <= _MANY or seen[test] % _EVERY == 0 or _is_about_it(item):
            kept.append(item)
        seen[test] += 1
    return kept


def _test_of(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _asks_the_database(item: pytest.Item) -> bool:
    return not _DATABASE.isdisjoint(_fixtures(item)) or item.get_closest_marker("django_db") is not None


def _is_about_it(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    waits = "transactional_db" in _fixtures(item) or bool(marker and marker.kwargs.get("transaction"))
    return waits or item.get_closest_marker("on_every_database") is not None


def _fixtures(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []
