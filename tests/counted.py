"""What coverage counts: what every second test itself does, in a few cases, and not on a walk through pages by browser.

Counting takes over half as long again as what is counted. What tests begin with is counted where other tests are about
it, and so are the pages that a browser walks through; many cases of one test go through the same lines. The figure is
less than the truth, and the floor holds for it all the same. The core's tests are quick: all of them count.
"""

from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage

_CASES = 3
_EVERY = 2
_CORE, _BROWSER = "tests/core/", "tests/browser/"


class Counted:
    """Stops counting while a test is set up and taken down, and marks the tests in which nothing is counted."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None]:
        with _uncounted():
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self) -> Generator[None]:
        with _uncounted():
            return (yield)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        seen: Counter[str] = Counter()
        for item in items:
            test = item.nodeid.partition("[")[0]
            seen[test] += 1
            passed_over = len(seen) % _EVERY == 0 or seen[test] > _CASES
            if test.startswith(_BROWSER) or (passed_over and not test.startswith(_CORE)):
                item.add_marker(pytest.mark.no_cover)


@contextmanager
def _uncounted() -> Iterator[None]:
    counting = Coverage.current()
    if counting is None:
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()
