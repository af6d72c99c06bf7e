"""Notes, promises and contact on the pages; what a school says by telephone."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from muster.portal.casework.models import CaseNote
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.collected import Collected
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.chasing.conftest import at
from tests.portal.returned import confirmed
from tests.portal.season import Season


def of(collected: Collected, page: str = "notes/") -> str:
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/{page}"


def day(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def note(client: Client, collected: Collected, key: str = "k" * 20, **given: str) -> str:
    return text(client.post(of(collected), {"once": key, **given}, follow=True))


def test_a_note_and_a_promise_are_kept_once_and_stand_in_the_list(officer: Client, collected: Collected) -> None:
    note(officer, collected, text="Bea will send.", promised_on=day(2))
    page = note(officer, collected, text="Bea will send.", promised_on=day(2))
    assert "The school will send by" in page
    assert page.count("Bea will send.") == 1
    assert CaseNote.objects.count() == 1
    due = text(officer.get(at(collected, "promises/")))
    assert "1 school promised to send and has not confirmed yet. The day has not passed for any of them." in due
    CaseNote.objects.update(promised_on=clock.today() - timedelta(days=1))
    assert ">Passed</strong>" in text(officer.get(at(collected, "promises/")))
    confirmed(collected)
    assert "No promise is open." in text(officer.get(at(collected, "promises/")))


def test_a_promise_is_taken_back(officer: Client, collected: Collected) -> None:
    assert "holds no longer" not in text(officer.get(of(collected)))
    note(officer, collected, promised_on=day(2))
    assert "holds no longer" in text(officer.get(of(collected)))
    page = note(officer, collected, key="m" * 20, no_promise="on")
    assert "The school will send by" not in page.split("<form")[0]
    assert "No promise any more" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Write a note, or enter the day"),
        ({"promised_on": "1/1/2020"}, "That day has passed."),
        ({"promised_on": "1/1/2050"}, "Enter a day before that."),
        ({"promised_on": "soon"}, "There is a problem"),
        ({"text": "x" * 5000}, "Shorten this to 4,000 characters."),
    ],
)
def test_bad_input_is_said_and_kept(officer: Client, collected: Collected, given: dict[str, str], said: str) -> None:
    assert said in note(officer, collected, **given)
    assert CaseNote.objects.count() == 0


def test_who_reads_and_who_writes(season: Season, client_of: ClientOf, officer: Client, collected: Collected) -> None:
    note(officer, collected, text="For the team.")
    adviser = client_of(season.pupil_adviser)
    page = text(adviser.get(of(collected)))
    assert "For the team." in page
    assert "Note this" not in page
    adviser.post(of(collected), {"once": "z" * 20, "text": "Mine."})
    assert CaseNote.objects.count() == 1
    contact = f"/authority/schools/{collected.school.public_id}/contact/"
    for who, status in (("adviser", 403), ("head", 403), ("twin_officer", 404)):
        client = client_of(getattr(season, who))
        assert [client.get(page).status_code for page in (of(collected), contact)] == [status, status]
    assert "For the team." in text(officer.get(contact))
    assert "For the team." not in text(client_of(season.head).get(of(collected, "").replace("/authority", "")))


def test_notes_are_taken_away_formula_safe(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    note(officer, collected, text="=cmd()", promised_on=day(2))
    note(officer, collected, key="m" * 20, promised_on=day(3))
    answer = officer.get(at(collected, "promises/notes.csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Promise"], row["Note"]) for row in rows] == [("holds", ""), ("replaced", "'=cmd()")]
    assert client_of(season.adviser).get(at(collected, "promises/notes.csv")).status_code == 403


def test_a_refusal_by_telephone_and_back(officer: Client, collected: Collected, client_of: ClientOf) -> None:
    page = of(collected, "participation/")
    given = {"revision": "1", "said_by": "Ida Lin, head", "reason": "Too few staff"}
    assert "Enter an answer to “Who at the school said so?”" in text(officer.post(page, given | {"said_by": ""}))
    told = text(officer.post(page, given, follow=True))
    assert "is not taking part. The school is told by e-mail." in told
    assert "on the word of Ida Lin, head" in told
    again = text(officer.post(page, given))
    assert "There is a problem" in again or "The school takes part" in again
    assert Request.objects.get(pk=collected.request.pk).participation == Request.Participation.DECLINED
    own = text(
        client_of(collected.side.head).get(
            f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/rejoin/"
        )
    )
    assert "wrote down for you on" in own
    assert "on the word of Ida Lin, head" in own
    back = text(officer.post(page, {"revision": "2"}, follow=True))
    assert "is taking part. The school is told by e-mail." in back
    assert Mail.objects.filter(template="recorded_for_you").exists()


def test_two_officers_at_once_the_second_is_told(
    officer: Client, collected: Collected, season: Season, client_of: ClientOf
) -> None:
    other, page = client_of(season.manager), of(collected, "participation/")
    given = {"said_by": "Ida Lin, head"}
    other.post(page, given | {"revision": "1"})
    other.post(page, {"revision": "2"})
    answer = text(officer.post(page, given | {"revision": "1"}))
    assert f"{season.manager.name} changed this on" in answer
    assert "Ida Lin, head" in answer
    assert Request.objects.get(pk=collected.request.pk).participation == Request.Participation.ASKED


def test_confirmed_results_are_withdrawn_first_and_others_write_nothing_down(
    officer: Client, collected: Collected, season: Season, client_of: ClientOf
) -> None:
    page = of(collected, "participation/")
    for who, status in (("pupil_adviser", 403), ("adviser", 403), ("head", 403), ("twin_officer", 404)):
        assert client_of(getattr(season, who)).get(page).status_code == status
    confirmed(collected)
    assert "Who at the school said so?" not in text(officer.get(page))
