"""The portal as this test process has it: keys of no worth, a data folder and a database of its own.

Nothing of Django is loaded until a folder of portal tests is collected, so the core's tests run without it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from pytest_django.plugin import blocking_manager_key

from tests.portal.servers import postgresql

SETTINGS = "tests.portal.settings_for_types"
LOOPBACK = "127.0.0.1"
EVERY_STATE = "MUSTER_TEST_EVERY_STATE"
"""Set, nothing is sampled: `script/verify databases` sets it."""
_PLACES = ("tests/portal/", "tests/browser/", "tests/everything/")


def on_postgresql() -> bool:
    """Whether these tests run on PostgreSQL; `MUSTER_TEST_DATABASE=postgresql` asks for it."""
    return os.environ.get("MUSTER_TEST_DATABASE", "sqlite") == "postgresql"


def set_up() -> None:
    """Set the portal up, once a process: before anything of it is imported."""
    given = os.environ.get("DJANGO_SETTINGS_MODULE")
    if given == SETTINGS:  # a test process of several: its parent has said the environment
        _take_own_places()
        return
    if given:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests bring settings of their own.")
    _say_the_environment(_data_folder())
    _take_own_places()
    django.setup()


def guard_database(config: pytest.Config) -> None:
    """Keep tests that did not ask for the database out of it, as pytest-django does where it is set up first."""
    guard = config.stash[blocking_manager_key]
    if not guard.is_active:
        guard.block()


def open_loopback(items: list[pytest.Item]) -> None:
    """Let the portal's tests, and no others, reach servers on this machine."""
    mark = pytest.mark.allow_hosts([LOOPBACK])
    for item in items:
        if item.nodeid.startswith(_PLACES):
            item.add_marker(mark)


def _data_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="muster-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "static").mkdir()
    return folder


def _say_the_environment(data: Path) -> None:
    for name in [name for name in os.environ if name.startswith("MUSTER_") and not name.startswith("MUSTER_TEST_")]:
        del os.environ[name]
    os.environ["MUSTER_DATA"] = str(data)
    if on_postgresql():
        os.environ["MUSTER_DATABASE"] = postgresql.start().address
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS


def _take_own_places() -> None:
    """A folder for kept files that no other test process sees, and a file for SQLite, as in an installation.

    Threads then wait for each other as they do there. Nobody pulls the plug on a test: no file waits for the disk.
    """
    from django.conf import settings

    os.fsync = _not_awaited

    settings.STORAGES["default"]["OPTIONS"]["location"] = settings.ENVIRONMENT.data / f"{os.getpid()}" / "files"
    if not on_postgresql():
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(settings.ENVIRONMENT.data / "test.sqlite3")


def _not_awaited(fd: object) -> None:
    """In place of `os.fsync`, in tests."""
