"""Asking schools: those not asked yet, ticked; each once; those that no e-mail reaches are named."""

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.organisations.models import School
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.collecting.made_up import IN_MAY, draft, opened
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(IN_MAY):
        yield


@pytest.fixture
def collection(season: Season) -> Collection:
    return opened(season.authority)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collection: Collection) -> str:
    return f"/authority/collections/{collection.public_id}/ask/"


def test_every_open_school_is_offered_and_ticked(officer: Client, season: Season, collection: Collection) -> None:
    School.objects.filter(pk=season.academy.pk).update(closed=clock.today())
    page = text(officer.get(at(collection)))
    assert page.count(" checked>") + page.count(" checked ") == 3
    assert season.academy.name not in page


def test_those_ticked_are_asked_once(
    officer: Client, season: Season, collection: Collection, mails: QuerySet[Mail]
) -> None:
    chosen = {"schools": [season.school.public_id, season.academy.public_id]}
    answer = officer.post(at(collection), chosen, follow=True)
    assert "2 schools are asked. The e-mails are on their way." in text(answer)
    told = mails.count()
    again = officer.post(at(collection), chosen, follow=True)
    assert "2 schools had been asked before, and did not get the e-mail again." in text(again)
    assert (Request.objects.count(), mails.count()) == (2, told)


def test_a_school_that_no_mail_reaches_is_named(officer: Client, season: Season, collection: Collection) -> None:
    School.objects.filter(pk=season.other_school.pk).update(email="")
    season.other_head.memberships.all().delete()
    assert "No main e-mail address" in text(officer.get(at(collection)))
    answer = officer.post(at(collection), {"schools": [season.other_school.public_id]}, follow=True)
    assert f"No e-mail could go to {season.other_school.name}" in text(answer)


def test_nobody_ticked_is_said(officer: Client, collection: Collection) -> None:
    assert "Tick the schools that you want to write to." in text(officer.post(at(collection)))


def test_a_draft_asks_nobody(officer: Client, season: Season) -> None:
    answer = officer.post(at(draft(season.authority)), {"schools": [season.school.public_id]})
    assert "still a draft" in text(answer)
    assert Request.objects.count() == 0


def test_the_twins_school_is_never_asked(officer: Client, season: Season, collection: Collection) -> None:
    answer = officer.post(at(collection), {"schools": [season.twin.school.public_id]})
    assert (answer.status_code, Request.objects.count()) == (200, 0)


@pytest.mark.parametrize(("who", "status"), [("adviser", 403), ("head", 403), ("operator", 403), ("twin_officer", 404)])
def test_nobody_else_asks(season: Season, client_of: ClientOf, collection: Collection, who: str, status: int) -> None:
    client = client_of(getattr(season, who))
    assert client.get(at(collection)).status_code == status
    assert client.post(at(collection), {"schools": [season.school.public_id]}).status_code == status


def test_a_visitor_signs_in_first(client_of: ClientOf, collection: Collection) -> None:
    assert client_of(None).get(at(collection)).headers["Location"].startswith("/sign-in/")


def test_the_list_is_narrowed_by_its_address_and_the_mails_are_counted(
    officer: Client, season: Season, collection: Collection
) -> None:
    School.objects.filter(pk=season.school.pk).update(areas=["North"], type="Community school")
    for query in ("q=beech", "area=North", "type=Community+school"):
        page = text(officer.get(f"{at(collection)}?{query}"))
        assert page.count('name="schools"') == 1
        assert season.school.name in page
    page = text(officer.get(f"{at(collection)}?trust={season.trust.public_id}&tick=none"))
    assert (page.count('name="schools"'), page.count(" checked>")) == (2, 0)
    assert "No school fits." in text(officer.get(f"{at(collection)}?q=nowhere"))
    officer.post(f"{at(collection)}?q=beech", {"schools": [season.school.public_id]})
    assert "Of 4 e-mails: 0 sent, 4 waiting to be sent, 0 not delivered." in text(officer.get(at(collection)))
