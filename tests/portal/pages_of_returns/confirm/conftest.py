"""Fixtures of the pages that confirm."""

import re
from collections.abc import Callable

import pytest

from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of


@pytest.fixture
def code_in_mailbox(db: None) -> Callable[[Person], str]:
    """Gives the code that was mailed to somebody last."""

    def code(person: Person) -> str:
        newest = Mail.objects.filter(to_address=person.email, template="sign_in_code").latest("pk")
        said = text_of(newest)
        found = re.search(r"\b\d{6}\b", said.plain) if said else None
        assert found is not None
        return found.group()

    return code
