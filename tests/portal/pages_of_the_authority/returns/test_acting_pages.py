"""An officer acts for a school on the school's own pages, and the school reads that they did."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from muster.portal.foundation.once import new_key
from muster.portal.outbox.models import Mail
from muster.portal.returns.models import Acting, Explanation, HandedIn, PupilAnswer, Version
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file
from tests.portal.filed import PDF, Filed, ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import box, hidden, page_of
from tests.portal.returns.movement import child_of
from tests.portal.season import Season

GIVEN = {"how": "telephone", "reason": "Ms Adeyemi: send her file."}


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "act/") -> str:
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/{page}"


def of_school(collected: Collected, page: str = "") -> str:
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{page}"


def send(client: Client, collected: Collected, content: bytes | None = None) -> str:
    file = SimpleUploadedFile("KS1.xml", content or results_file(collected.entries), "text/xml")
    given = {"revision": _revision(collected), "once": new_key(), "file": file}
    return client.post(of_school(collected, "send/"), given).headers.get("Location", "")


def _revision(collected: Collected) -> int:
    return collected.school_return().revision if Version.objects.exists() else 1


def test_who_may(season: Season, client_of: ClientOf, collected: Collected) -> None:
    people = ("officer", "manager", "pupil_adviser", "head", "trust_lead", "twin_officer")
    found = [client_of(getattr(season, who)).post(at(collected), GIVEN).status_code for who in people]
    assert found == [302, 302, 403, 403, 404, 404]


def test_nothing_is_done_before_it_is_said(officer: Client, collected: Collected) -> None:
    assert "Say first that you act for this school" in text(officer.get(of_school(collected, "send/")))
    assert send(officer, collected) == at(collected)
    assert not Version.objects.exists()


def test_said_the_officer_sends_corrects_and_explains(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    assert officer.post(at(collected), GIVEN).headers["Location"] == of_school(collected)
    assert f"You are acting for {collected.school.name}" in text(officer.get(of_school(collected)))
    assert send(officer, collected, results_file(collected.entries, {1: {"maths": ""}}, without=(5,))) == of_school(
        collected, "check/"
    )
    page = page_of(collected, "R01")
    officer.post(f"{page}save/", hidden(officer.get(page)) | {"do": "keep", box(collected, 1, "maths"): "EXS"})
    child = child_of(collected, 5).public_id
    officer.post(
        of_school(collected, "pupils/one/"),
        {f"{child}-revision": _revision(collected), "child": child, "kind": "other_year"},
    )
    assert PupilAnswer.objects.get().by_name == f"{season.officer.name} of Northshire"
    assert [done["move"] for done in Acting.objects.get().did] == ["upload", "correct", "explain"]
    said = text(client_of(season.head).get(of_school(collected)))
    assert f"{season.officer.name} of Northshire did this for you, asked by telephone" in said
    assert GIVEN["reason"] in said
    assert "for your school" in text(client_of(season.head).get(of_school(collected, "sent/")))
    assert not Explanation.objects.exists()


def test_an_officer_confirms_and_answers_nothing(officer: Client, collected: Collected) -> None:
    officer.post(at(collected), GIVEN)
    send(officer, collected)
    assert officer.get(of_school(collected, "confirm/")).status_code == 403
    assert officer.post(of_school(collected, "questions/answer/")).status_code == 403


def test_whoever_sees_no_pupils_reads_no_reason(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    officer.post(at(collected), GIVEN)
    send(officer, collected)
    said = text(client_of(season.adviser).get(of_school(collected)))
    assert "sent a file" in said
    assert GIVEN["reason"] not in said


def test_stopped_it_is_over(officer: Client, collected: Collected) -> None:
    officer.post(at(collected), GIVEN)
    assert officer.post(at(collected, "act/end/")).headers["Location"] == at(collected, "")
    assert "You are acting" not in text(officer.get(of_school(collected)))
    assert send(officer, collected) == at(collected)


@pytest.mark.parametrize("left_out", GIVEN)
def test_what_is_left_out_is_named(officer: Client, collected: Collected, left_out: str) -> None:
    assert "There is a problem" in text(officer.post(at(collected), GIVEN | {left_out: ""}))
    assert not Acting.objects.exists()


def hand_in(client: Client, filed: Filed) -> str:
    file = SimpleUploadedFile("phonics.pdf", PDF)
    given = {"revision": filed.revision, "once": new_key(), "file": file}
    return client.post(file_at(filed, "file/"), given).headers.get("Location", "")


def file_at(filed: Filed, page: str = "") -> str:
    return f"/schools/{filed.request.school.public_id}/requests/{filed.request.public_id}/{page}"


def test_a_file_that_is_all_that_is_asked_for_is_sent_for_the_school(
    season: Season, client_of: ClientOf, officer: Client
) -> None:
    filed = ask_for_file(season)
    act = f"/authority/schools/{season.school.public_id}/returns/{filed.request.public_id}/act/"
    assert "Say first that you act for this school" in text(officer.get(file_at(filed, "file/")))
    assert hand_in(officer, filed) == act
    assert not HandedIn.objects.exists()
    page = text(officer.get(act))
    assert ("you can send its file. The school" in page, "correct it on screen" in page) == (True, False)
    assert officer.post(act, GIVEN).headers["Location"] == file_at(filed)
    assert "Send your file" in text(officer.get(file_at(filed)))
    assert hand_in(officer, filed) == file_at(filed, "file/received/")
    kept = HandedIn.objects.get()
    assert (kept.for_school, kept.by_name) == (True, f"{season.officer.name} of Northshire")
    assert [done["move"] for done in Acting.objects.get().did] == ["hand_in"]


def test_the_school_reads_that_its_file_was_sent_for_it(season: Season, client_of: ClientOf, officer: Client) -> None:
    filed, head = ask_for_file(season), client_of(season.head)
    officer.post(f"/authority/schools/{season.school.public_id}/returns/{filed.request.public_id}/act/", GIVEN)
    hand_in(officer, filed)
    said = text(head.get(file_at(filed)))
    assert f"{season.officer.name} of Northshire did this for you, asked by telephone" in said
    assert "sent a file" in said
    assert "of Northshire, for your school" in text(head.get(file_at(filed, "file/received/")))
    assert Mail.objects.filter(template="acted_for_you").exists()
    own = text(officer.get(f"/authority/schools/{season.school.public_id}/returns/{filed.request.public_id}/"))
    assert "of Northshire, for the school" in own


def test_an_officer_of_another_authority_sends_no_file(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    assert client_of(season.twin_officer).post(file_at(filed, "file/")).status_code == 404
    assert client_of(season.adviser).post(file_at(filed, "file/")).status_code == 403


def test_results_are_not_sent_where_a_file_alone_is_asked_for(season: Season, officer: Client) -> None:
    assert officer.post(file_at(ask_for_file(season), "send/")).status_code == 404
