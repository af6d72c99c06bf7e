"""The tests' tables: made as the models describe them, where an installation's come of many migrations.

`tests/everything/test_migrations.py` holds both to be the same.
"""

from functools import cache

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

_DJANGOS_OWN = frozenset({"django_content_type", "auth_permission"})
"""Filled by Django as it makes the tables, and by nothing else."""


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Lets pytest-django make the tables in a tenth of the time that the migrations take."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database, in which every migration stands as applied, for the portal asks for that."""
    settings.MIGRATION_MODULES = {}
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined] # Django's own, without a public name
    with django_db_blocker.unblock():
        _note_migrations()


def _note_migrations() -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    noted = recorder.applied_migrations()
    for app, name in MigrationLoader(connection).disk_migrations:
        if (app, name) not in noted:
            recorder.record_applied(app, name)


def _empty(_case: object) -> None:
    """After a test that commits: what Django's own `flush` leaves, which asks for what it may keep and makes it anew.

    Keys are checked as the transaction ends: the order of the tables does not matter.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_filled())
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables


@cache
def _filled() -> str:
    """The question which tables hold a row."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - _DJANGOS_OWN
    asked = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"  # noqa: S608 - our own
        for table in sorted(tables)
    )
    return " UNION ALL ".join(asked)
