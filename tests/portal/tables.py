"""The tests' tables: made as the models describe them, where an installation's come of many migrations.

`tests/everything/test_migrations.py` holds both to be the same.
"""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Lets pytest-django make the tables in a tenth of the time that the migrations take."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database, in which every migration stands as applied, for the portal asks for that."""
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        _note_migrations()


def _note_migrations() -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    noted = recorder.applied_migrations()
    for app, name in MigrationLoader(connection).disk_migrations:
        if (app, name) not in noted:
            recorder.record_applied(app, name)
