"""What the portal's tests share: the portal set up, a season, and browsers of its people."""

import pytest

from tests.portal import installation

installation.set_up()

from tests.portal.fixtures import client_of, mails, season, smtp  # noqa: E402 - the portal is set up first
from tests.portal.tables import django_db_setup, django_db_use_migrations  # noqa: E402

__all__ = ["client_of", "django_db_setup", "django_db_use_migrations", "mails", "season", "smtp"]


def pytest_configure(config: pytest.Config) -> None:
    installation.guard_database(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    installation.open_loopback(items)
