"""The season that the portal's tests start from, and the servers beside it."""

import smtplib
from email.message import EmailMessage

import pytest
from django.db import connection

from muster.portal.organisations.access import access_of
from muster.portal.organisations.models import School
from tests.portal.fixtures import ClientOf
from tests.portal.installation import on_postgresql
from tests.portal.season import Season
from tests.portal.servers.smtp import MailServer, Manner


def test_the_twin_has_the_same_natural_keys(season: Season) -> None:
    numbers = [
        set(School.objects.filter(authority=side.authority).values_list("la", "estab", "urn", "name"))
        for side in (season, season.twin)
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 4


def test_an_executive_head_has_two_schools(season: Season) -> None:
    assert len(access_of(season.executive_head).schools) == 2


def test_somebodys_browser_is_signed_in(season: Season, client_of: ClientOf) -> None:
    assert client_of(season.head).session["_auth_user_id"] == str(season.head.pk)


@pytest.mark.django_db
@pytest.mark.on_every_database
def test_the_database_is_the_one_asked_for() -> None:
    assert connection.vendor == ("postgresql" if on_postgresql() else "sqlite")


def _send(server: MailServer) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@a.example", "b@b.example", "Made up"
    with smtplib.SMTP("127.0.0.1", server.port, timeout=10) as line:
        line.send_message(mail)


def test_the_mail_server_takes_mail(smtp: MailServer) -> None:
    _send(smtp)
    assert [mail["Subject"] for mail in smtp.received] == ["Made up"]


def test_the_mail_server_can_be_away_and_come_back(smtp: MailServer) -> None:
    smtp.down()
    with pytest.raises(ConnectionRefusedError):
        _send(smtp)
    smtp.up()
    _send(smtp)
    assert len(smtp.received) == 1


@pytest.mark.parametrize("manner", [Manner.PUTS_OFF, Manner.REFUSES])
def test_the_mail_server_can_refuse(smtp: MailServer, manner: Manner) -> None:
    smtp.manner = manner
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(smtp)
    assert smtp.received == []


def test_the_mail_server_can_drop_the_line_after_it_took_the_mail(smtp: MailServer) -> None:
    smtp.manner = Manner.DROPS
    with pytest.raises(smtplib.SMTPServerDisconnected):
        _send(smtp)
    assert len(smtp.received) == 1
