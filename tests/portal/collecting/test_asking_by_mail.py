"""Many schools are asked while the mail server is away, then says later, then refuses one address: nothing is lost."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import LazySettings

from muster.portal.collecting.actions import ask_schools
from muster.portal.foundation import clock, work
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.outbox.reads import Counts, bouncing, counts_of
from tests.portal.collecting.made_up import IN_MAY, OFFICER, authority, opened
from tests.portal.servers.smtp import MailServer, Manner

pytestmark = pytest.mark.django_db

SCHOOLS = 40


def work_off() -> None:
    mails = next(one for one in work.works() if one.name == "mail")
    for item in mails.pending(1000):
        work.do("mail", item)


def test_every_school_is_asked_once(smtp: MailServer, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_KEPT_HERE = "127.0.0.1", smtp.port, False
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    place = authority()
    collection, scope = opened(place), Scope(Level.AUTHORITY, place.public_id)
    made = [
        School(authority=place, la="330", estab=f"{n:04}", urn=f"{n:06}", name=f"School {n}", email=f"o{n}@s.example")
        for n in range(SCHOOLS)
    ]
    schools = School.objects.bulk_create(made)
    smtp.down()
    with clock.at(IN_MAY):
        assert len(ask_schools(OFFICER, collection, schools).requests) == SCHOOLS
        assert ask_schools(OFFICER, collection, schools).before == SCHOOLS
        work_off()
    assert counts_of(scope, collection.public_id) == Counts(queued=SCHOOLS)
    smtp.up()
    smtp.manner = Manner.PUTS_OFF
    with clock.at(IN_MAY + timedelta(hours=1)):
        work_off()
    assert counts_of(scope, collection.public_id) == Counts(queued=SCHOOLS)
    smtp.manner = Manner.REFUSES
    with clock.at(IN_MAY + timedelta(hours=2)):
        work.do("mail", next(iter(next(one for one in work.works() if one.name == "mail").pending(1))))
        smtp.manner = Manner.TAKES
        work_off()
    assert counts_of(scope, collection.public_id) == Counts(sent=SCHOOLS - 1, stopped=1)
    arrived = Counter(str(one["To"]) for one in smtp.received)
    assert (len(arrived), set(arrived.values())) == (SCHOOLS - 1, {1})
    assert len(bouncing(scope)) == 1
