"""Pupils' names and UPNs stand in no log, no mail, no error page and no readable column, whatever is done."""

import logging

import pytest
from django.db import OperationalError
from django.test import Client

from muster.portal.foundation.logs import WithoutData
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pages.public import start
from tests.everything.example import Example
from tests.everything.examples import EXAMPLES, PUPIL, UPN
from tests.everything.test_actions import rows_of_everything
from tests.portal.season import CANARY, Season

each = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    """What the portal's own log would hold of it."""
    return "\n".join(WithoutData().format(record) for record in caplog.records)


def _holds(said: str) -> list[str]:
    return [one for one in (PUPIL, PUPIL.upper(), UPN) if one in said]


@each
def test_no_action_shows_a_pupil(example: Example, season: Season, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="muster"):
        example.ready(season)()
    assert CANARY not in _logged(caplog)
    mails = [said for mail in Mail.objects.all() if (said := text_of(mail)) is not None]
    assert _holds(repr(mails)) == []
    assert _holds(repr(rows_of_everything())) == []


@pytest.mark.parametrize(("fault", "status"), [(ValueError, 500), (OperationalError, 503)])
@pytest.mark.django_db
def test_an_error_page_and_its_log_hold_nothing_of_the_error(
    fault: type[Exception], status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise fault(f"UNIQUE constraint failed: {PUPIL} {UPN}")

    monkeypatch.setattr(start, "season_of", breaks)
    answer = Client(raise_request_exception=False).get("/", {"name": PUPIL})
    assert answer.status_code == status
    assert _holds(answer.content.decode() + _logged(caplog)) == []
    assert caplog.records
