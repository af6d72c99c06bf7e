"""Reminders: seen before they go, sent once however often pressed, set for later, called off."""

from datetime import timedelta

import pytest
from django.test import Client

from muster.portal.casework.actions.reminding import set_reminding
from muster.portal.casework.models import Reminding
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.collected import Collected, acting
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.chasing.conftest import at, work_off
from tests.portal.returned import declined
from tests.portal.season import Season

NEW = "reminders/new/?to=nothing_sent"


def form(*schools: str, **more: str) -> dict[str, object]:
    return {"schools": list(schools), "when": "now", "once": "k" * 20, **more}


def later(days: int) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    return {"when": "later", "day": f"{day:%d/%m/%Y}", "time": "8:30am"}


def test_the_officer_sees_the_schools_and_the_mail_before(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected, NEW)))
    assert "Schools that have sent nothing: 3 as of now." in page
    assert page.count(" checked>") >= 3
    assert "Read the e-mail, as Beech Lane Infant School would get it" in page
    assert "Nothing has reached us from your school yet." in page
    assert page.count('name="schools"') == 3
    assert text(officer.get(at(collected, NEW + "&tick=none"))).count(" checked>") == 1
    assert text(officer.get(at(collected, NEW + "&q=canal"))).count('name="schools"') == 1
    assert "No school fits." in text(officer.get(at(collected, NEW + "&q=nowhere")))


def test_those_ticked_are_written_to_once_however_often_it_is_pressed(
    officer: Client, collected: Collected, season: Season
) -> None:
    given = form(season.school.public_id, season.academy.public_id)
    first = officer.post(at(collected, NEW), given)
    again = officer.post(at(collected, NEW), given)
    assert first.headers["Location"] == again.headers["Location"]
    assert "It has not gone yet." in text(officer.get(first.headers["Location"]))
    work_off()
    page = text(officer.get(first.headers["Location"]))
    assert "Schools written to (2)" in page
    assert "0 sent, 6 waiting to be sent, 0 not delivered." in page
    assert Reminding.objects.count() == 1
    Mail.objects.filter(to_address="office@school1.example").update(stopped_at=clock.now())
    page = text(officer.get(first.headers["Location"]))
    assert "0 sent, 5 waiting to be sent, 1 not delivered." in page
    assert "Schools where an e-mail did not arrive" in page


def test_for_later_all_are_meant_unless_some_were_chosen(officer: Client, collected: Collected, season: Season) -> None:
    every = [season.school.public_id, season.other_school.public_id, season.academy.public_id]
    officer.post(at(collected, NEW), form(*every, **later(3)))
    officer.post(at(collected, NEW), form(every[0], **later(4), once="m" * 20))
    assert list(Reminding.objects.order_by("due_at").values_list("schools", flat=True)) == [[], every[:1]]
    page = text(officer.get(at(collected, "reminders/")))
    assert page.count("Schools that have sent nothing</a>, ") == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"when": "later"}, "Enter the day on which the reminder is to go."),
        ({"when": "later", "day": "31/2/2026", "time": "8am"}, "day"),
        ({"when": "later", "day": "1/1/2020", "time": "8am"}, "has passed. Choose a later day or hour"),
        ({"when": "later", "day": "1/1/2050", "time": "8am"}, "Choose a day and hour before that."),
        ({"schools": "nonsense"}, "cannot be written to any more"),
        ({"schools": ""}, "Tick the schools that you want to write to."),
    ],
)
def test_bad_input_is_said(
    officer: Client, collected: Collected, season: Season, more: dict[str, str], said: str
) -> None:
    given = form(season.school.public_id) | more
    given = {name: value for name, value in given.items() if value}
    answer = officer.post(at(collected, NEW), given)
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    assert said in text(answer)
    assert Reminding.objects.count() == 0


def test_one_that_is_sent_now_is_said_to_be_about_to_go_and_one_for_later_to_be_set(
    officer: Client, collected: Collected, season: Season
) -> None:
    now = officer.post(at(collected, NEW), form(season.school.public_id)).headers["Location"]
    assert "It is about to go." in text(officer.get(now))
    after = officer.post(at(collected, NEW), form(season.school.public_id, **later(2), once="m" * 20))
    assert "about to go" not in text(officer.get(after.headers["Location"]))


def test_a_reminder_is_called_off_once(officer: Client, collected: Collected, season: Season) -> None:
    place = officer.post(at(collected, NEW), form(season.school.public_id, **later(2))).headers["Location"]
    assert "The reminder is called off." in text(officer.post(f"{place}off/", follow=True))
    assert "called this reminder off on" in text(officer.post(f"{place}off/"))
    assert "Called off by" in text(officer.get(at(collected, "reminders/")))
    assert "called it off on" in text(officer.get(place))


def test_the_suggested_reminders_are_set_in_one_press(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected, "reminders/")))
    assert "Suggested reminders" in page
    answer = officer.post(at(collected, "reminders/suggested/"), follow=True)
    assert "3 reminders are set." in text(answer)
    assert "Suggested reminders" not in text(answer)
    assert "There is no suggested reminder left to set" in text(officer.post(at(collected, "reminders/suggested/")))


def test_not_ready_schools_are_asked_from_the_same_page(officer: Client, collected: Collected) -> None:
    page = text(officer.get(at(collected, "reminders/new/?to=not_ready")))
    assert "Ask schools to get ready" in page
    assert "Name a second person who may send results" in page
    schools = list(collected.collection.requests.values_list("school__public_id", flat=True))
    officer.post(at(collected, "reminders/new/?to=not_ready"), form(*schools))
    work_off()
    assert set(Mail.objects.values_list("template", flat=True)) == {"get_ready"}


def test_after_the_close_nothing_is_offered(officer: Client, collected: Collected) -> None:
    ago = [clock.now() - timedelta(days=days) for days in (40, 30, 20)]
    Collection.objects.update(opens_at=ago[0], deadline=ago[1], closes_at=ago[2])
    page = text(officer.get(at(collected, "reminders/")))
    assert "This collection closed at" in page
    assert "?to=" not in page


def test_nobody_left_to_remind_is_said(officer: Client, collected: Collected) -> None:
    declined(collected)
    assert "There is no such school now" in text(officer.get(at(collected, "reminders/new/?to=errors")))
    assert officer.get(at(collected, "reminders/new/?to=everybody")).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees", "writes"), [("adviser", 200, 403), ("head", 403, 403), ("twin_officer", 404, 404)]
)
def test_who_looks_and_who_reminds(
    season: Season, client_of: ClientOf, collected: Collected, who: str, sees: int, writes: int
) -> None:
    client, one = client_of(getattr(season, who)), _set(collected)
    assert client.get(at(collected, "reminders/")).status_code == sees
    assert client.get(at(collected, f"reminders/{one}/")).status_code == sees
    for page in (NEW, "reminders/suggested/", f"reminders/{one}/off/"):
        assert client.post(at(collected, page), form(season.school.public_id)).status_code == writes
    assert Reminding.objects.filter(called_off_at=None).count() == 1


def _set(collected: Collected) -> str:
    due, officer = clock.now() + timedelta(days=1), acting(collected.side.officer)
    return set_reminding(officer, collected.collection, Reminding.To.NOTHING_SENT, due_at=due).public_id
