"""What every test shares: hypothesis's profiles, the minutes that each part takes, and the cells of matrices."""

import gc
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.again import chosen
from tests.counted import Counted

# The same examples on every run: a failure is the change's, never the day's. script/verify draws fresh ones.
settings.register_profile("test", derandomize=True, database=None, deadline=None, max_examples=60)
settings.register_profile(
    "verify", database=None, deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)


class Minutes:
    """Adds up what the tests of each folder and file took, over all test processes."""

    def __init__(self) -> None:
        self.seconds: dict[Path, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file = Path(report.nodeid.split("::")[0])
        for part in (file, file.parent):
            self.seconds[part] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("minutes a part")
        for part in sorted(self.seconds):
            terminalreporter.write_line(f"{self.seconds[part] / 60:6.2f} {part.as_posix()}")


class Cells:
    """Adds up the cells of matrices: what tests record as a property whose name begins with "cells"."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            for name, count in report.user_properties:
                if name.startswith("cells"):
                    self.counts[name] += int(str(count))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, count in sorted(self.counts.items()):
            terminalreporter.write_line(f"{name}: {count:,}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Counted(), "counted")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Minutes(), "minutes")
        config.pluginmanager.register(Cells(), "cells")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = chosen(items)
    left = set(items).difference(kept)
    if left:
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = kept


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays for good: modules, and thousands of tests not yet run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
