"""The fixtures that the tests of the portal, of its pages in a browser, and of everything share."""

from collections.abc import Callable, Iterator

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from tests.portal.season import Season, make_season
from tests.portal.servers.smtp import MailServer, running

ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def season(db: None) -> Season:
    """A small authority with people of every role, and its twin."""
    return make_season()


@pytest.fixture
def client_of(db: None) -> ClientOf:
    """Gives somebody's browser, signed in past the second factor; a visitor's for None."""

    def of(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return of


@pytest.fixture
def mails(db: None) -> QuerySet[Mail]:
    """The mails in the outbox, the oldest first."""
    return Mail.objects.order_by("pk")


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    """A real mail server on this machine, that can be down, refuse, or drop what it took."""
    with running() as server:
        yield server
