"""What operators see: mails and work that have stopped."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.outbox.actions import send
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.fixture
def mail(season: Season) -> Mail:
    """A mail of the authority's that was given up."""
    facts = {"place": "Beech Lane Infant School", "remover": "Alex"}
    mail = send("membership_ended", ("gone@own.example", ""), {**facts}, authority=season.authority.public_id)
    Mail.objects.filter(pk=mail.pk).update(stopped_at=clock.now(), fault="There is no such mailbox.")
    return mail


@pytest.mark.parametrize("role", ["officer", "adviser", "head", "stranger"])
def test_only_operators_come_in(season: Season, client_of: ClientOf, role: str) -> None:
    assert client_of(getattr(season, role)).get("/operator/").status_code == 403


def test_nobody_is_asked_to_sign_in(season: Season, client_of: ClientOf) -> None:
    assert client_of(None).get("/operator/").headers["Location"].startswith("/sign-in/")


def test_a_stopped_mail_is_shown_with_its_cause(season: Season, client_of: ClientOf, mail: Mail) -> None:
    shown = text(client_of(season.operator).get("/operator/"))
    assert "gone@own.example" in shown
    assert "There is no such mailbox." in shown
    assert "Mails: 1 stopped" in shown


def test_a_stopped_mail_is_sent_again_with_its_event(season: Season, client_of: ClientOf, mail: Mail) -> None:
    client_of(season.operator).post(f"/operator/mails/{mail.public_id}/")
    assert Mail.objects.get(pk=mail.pk).stopped_at is None
    assert Event.objects.get(verb="mail.sent_again").chain == season.authority.public_id


def test_an_officer_sends_the_authoritys_own_mail_again(season: Season, client_of: ClientOf, mail: Mail) -> None:
    browser = client_of(season.officer)
    assert "1 e-mail that could not be delivered" in text(browser.get("/authority/"))
    browser.post(f"/authority/mails/{mail.public_id}/")
    assert Mail.objects.get(pk=mail.pk).stopped_at is None


def test_the_twins_officer_does_not_see_it(season: Season, client_of: ClientOf, mail: Mail) -> None:
    browser = client_of(season.twin_officer)
    assert "gone@own.example" not in text(browser.get("/authority/mails/"))
    assert browser.post(f"/authority/mails/{mail.public_id}/").status_code == 404


def test_an_adviser_sends_nothing_again(season: Season, client_of: ClientOf, mail: Mail) -> None:
    assert client_of(season.adviser).post(f"/authority/mails/{mail.public_id}/").status_code == 403


def test_a_mail_that_is_no_longer_stopped_is_not_sent_twice(season: Season, client_of: ClientOf, mail: Mail) -> None:
    browser = client_of(season.operator)
    browser.post(f"/operator/mails/{mail.public_id}/")
    assert browser.post(f"/operator/mails/{mail.public_id}/").status_code == 404
