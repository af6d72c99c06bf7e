"""Files that no row refers to are deleted after a day; no other file ever is."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from muster.portal.audit.models import Event
from muster.portal.foundation import clock, file_columns, files, work
from muster.portal.organisations.actions import stray_files
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from tests.portal.rolls.made_up import ALL, CENSUS_DAY, OFFICER, collection_of
from tests.portal.season import Season

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
Sweep = Callable[[], int]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of files of this test's own."""
    place = tmp_path / "kept"
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": place}}}
    return place


@pytest.fixture
def sweep(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Sweep:
    """A sweep at noon, to the end of its transaction."""

    def swept() -> int:
        with clock.at(NOON), django_capture_on_commit_callbacks(execute=True):
            return stray_files.sweep_files()

    return swept


def aged(name: str, age: timedelta = DAY + MINUTE) -> str:
    moment = (NOON - age).timestamp()
    os.utime(default_storage.path(name), (moment, moment))
    return name


def put(season: Season, age: timedelta = DAY + MINUTE) -> str:
    return aged(files.put(season.authority.public_id, b"the file").name, age)


def test_an_old_file_that_no_row_names_is_deleted(season: Season, sweep: Sweep) -> None:
    name = put(season)
    assert sweep() == 1
    assert not default_storage.exists(name)


def test_a_file_younger_than_a_day_stays(season: Season, sweep: Sweep) -> None:
    name = put(season, DAY - MINUTE)
    assert sweep() == 0
    assert default_storage.exists(name)


def test_a_file_that_a_row_names_stays_however_old(season: Season, sweep: Sweep) -> None:
    with files.keeping(season.authority.public_id, b"the roll") as source:
        load_roll(OFFICER, collection_of(season.authority), Roll(CENSUS_DAY, ALL), source=source)
    aged(source.name, 400 * DAY)
    put(season)
    assert sweep() == 1
    assert default_storage.exists(source.name)


def test_a_file_half_written_by_a_crash_is_deleted(season: Season, folder: Path, sweep: Sweep) -> None:
    name = put(season)
    (folder / name).rename(folder / f"{name}.part")
    assert sweep() == 1


def test_what_was_never_kept_by_the_portal_stays(season: Season, folder: Path, sweep: Sweep) -> None:
    name = put(season)
    beside = (folder / name).rename((folder / name).with_name("notes.txt"))
    assert sweep() == 0
    assert beside.exists()


def test_a_folder_of_no_authority_stays(season: Season, sweep: Sweep) -> None:
    name = aged(default_storage.save(f"elsewhere/{'a' * 32}", ContentFile(b"")))
    assert sweep() == 0
    assert default_storage.exists(name)


def test_nothing_is_deleted_where_no_column_is_registered(
    season: Season, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(season)
    monkeypatch.setattr(file_columns, "_columns", set())
    assert sweep() == 0


def test_so_many_go_in_a_pass_and_the_rest_in_the_next(
    season: Season, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stray_files, "MOST", 2)
    for _ in range(3):
        put(season)
    assert [sweep(), sweep(), sweep()] == [2, 1, 0]


def test_a_pass_is_one_event_with_the_count_alone(season: Season, sweep: Sweep) -> None:
    for _ in range(2):
        put(season)
    sweep()
    event = Event.objects.get(verb="files.swept")
    assert (event.chain, event.facts) == (season.authority.public_id, {"files": 2})


def test_a_pass_that_finds_nothing_records_nothing(season: Season, sweep: Sweep) -> None:
    sweep()
    assert not Event.objects.filter(verb="files.swept").exists()


def test_nothing_is_deleted_before_that_is_recorded(season: Season) -> None:
    name = put(season)
    with clock.at(NOON):
        stray_files.sweep_files()  # within the test's transaction, which never ends
    assert default_storage.exists(name)


def test_it_is_done_once_a_day() -> None:
    (chore,) = [one for one in work.chores() if one.do is stray_files.sweep_files]
    assert chore.every == DAY
