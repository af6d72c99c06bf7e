"""The migrations, run as an installation runs them, make the tables that every other test works on."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from tests.everything.source import APPS
from tests.portal.foundation.processes import done, on_the_tests_database

MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
OURS = {model._meta.db_table for model in MODELS}
"""Django's own tables are left out: to some it gives narrower keys where it makes them without migrations."""
_IN_SQLITE = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
_IN_POSTGRESQL = """
    SELECT table_name::text, concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable,
                                       column_default, is_identity)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass::text, concat_ws(' ', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tablename::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database that `muster migrate` made ready."""
    made, address = _empty(tmp_path_factory.mktemp("migrated"))
    ready = done(on_the_tests_database() | {"MUSTER_DATABASE": address}, "migrate")
    assert ready.returncode == 0, ready.stderr
    return made


@pytest.fixture
def migrated(name: str, db: None) -> Iterator[BaseDatabaseWrapper]:
    """The database that `muster migrate` made ready."""
    opened = ConnectionHandler({"default": {**connection.settings_dict, "NAME": name}})["default"]
    yield opened
    opened.close()


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.on_every_database
def test_the_tests_tables_are_those_that_the_migrations_make(migrated: BaseDatabaseWrapper) -> None:
    ours, theirs = _described(connection), _described(migrated)
    assert (ours - theirs, theirs - ours) == (Counter(), Counter())
    assert len(ours) > 5 * len(MODELS)


@pytest.mark.on_every_database
@pytest.mark.parametrize("app", sorted({model._meta.app_label for model in MODELS}))
def test_each_app_was_migrated(app: str, migrated: BaseDatabaseWrapper) -> None:
    applied = {name for label, name in MigrationRecorder(migrated).applied_migrations() if label == app}
    files = {path.stem for path in _migrations(app)}
    assert files
    assert applied == files


def _empty(folder: Path) -> tuple[str, str]:
    """A new database beside the tests' own: its name, and its address."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(folder / "migrated.sqlite3"), f"sqlite:///{folder / 'migrated.sqlite3'}"
    made = f"{given['NAME']}_migrated"
    with psycopg.connect(host=given["HOST"], user=given["USER"], dbname="postgres", autocommit=True) as asked:
        asked.execute(f'CREATE DATABASE "{made}"')
    return made, f"postgresql://{given['USER']}@{quote(str(given['HOST']), safe='')}/{made}"


def _described(opened: BaseDatabaseWrapper) -> Counter[str]:
    """Each column, constraint and index, in the database's own words; in what order columns came is the same to all."""
    with opened.cursor() as cursor:
        cursor.execute(_IN_SQLITE if opened.vendor == "sqlite" else _IN_POSTGRESQL)
        found = [(table, said) for table, said in cursor.fetchall() if table in OURS]
    assert {table for table, _ in found} == OURS
    parts = _parts if opened.vendor == "sqlite" else lambda said: iter([said])
    return Counter(f"{table}: {part}" for table, said in found for part in parts(said))


def _parts(statement: str) -> Iterator[str]:
    """A statement that creates something, at the commas between its columns and constraints."""
    before, _, body = statement.partition("(")
    yield before.strip()
    depth, part = 0, ""
    for letter in body.strip().removesuffix(")"):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()


def _migrations(app: str) -> list[Path]:
    folder = Path(apps.get_app_config(app).path) / "migrations"
    return [path for path in folder.glob("*.py") if path.stem != "__init__"]
