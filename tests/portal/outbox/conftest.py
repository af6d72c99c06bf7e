"""Mail templates of the tests' own, and a real mail server on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from muster.portal.outbox.rendering import facts_of
from tests.portal.outbox.server import Answering, answering

FACTS = {"school": "Hill School", "link": "https://muster.example/in/abc", "ends": "7 December 2026"}


@pytest.fixture(autouse=True)
def templates(settings: LazySettings) -> Iterator[None]:
    """The tests' templates beside the portal's."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "templates"]}]
    facts_of.cache_clear()
    yield
    facts_of.cache_clear()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Answering]:
    """A mail server that listens, and is told what to answer."""
    with answering() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 2
        settings.MAIL_KEPT_HERE = False
        yield server
