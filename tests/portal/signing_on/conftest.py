"""A real provider, that the authority of the season signs in by."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from msgspec.structs import replace

from muster.portal.organisations.provider.metadata import REMEMBERED
from tests.portal.season import Season
from tests.portal.servers.openid import OpenIdProvider
from tests.portal.signing_on.door import Door, settled


@pytest.fixture(scope="session")
def running() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()
    provider.up()
    yield provider
    provider.down()


@pytest.fixture
def council(running: OpenIdProvider, settings: LazySettings) -> Iterator[OpenIdProvider]:
    """The provider, that the installation lets be on this machine."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, inner_providers=(running.netloc,))
    running.know_client("http://localhost:8000/sign-in/with/330/back/")
    REMEMBERED.forget()
    yield running
    REMEMBERED.forget()


@pytest.fixture
def door(season: Season, council: OpenIdProvider) -> Door:
    """The way in by the provider, switched on, with the provider's groups giving roles."""
    return Door(season, council, settled(season, council))
