"""A school sends a file where no more is asked for: its pages, for the right person, the wrong school, and nobody."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Takes
from muster.portal.returns.models import HandedIn
from tests.portal.answers import text
from tests.portal.filed import PDF, TITLE, Filed, ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


def at(filed: Filed, page: str = "") -> str:
    return f"/schools/{filed.request.school.public_id}/requests/{filed.request.public_id}/{page}"


def form(filed: Filed, content: bytes = PDF, name: str = "phonics.pdf") -> dict[str, object]:
    return {"revision": filed.revision, "once": "a-key", "file": SimpleUploadedFile(name, content)}


def test_the_home_page_leads_to_sending_and_then_to_the_receipt(season: Season, client_of: ClientOf) -> None:
    filed, head = ask_for_file(season), client_of(season.head)
    assert "Send your file" in text(head.get(f"/schools/{season.school.public_id}/"))
    answer = head.post(at(filed, "file/"), form(filed), follow=True)
    assert HandedIn.objects.get().receipt in text(answer)
    assert f"Sent to {season.authority.name}" in text(head.get(f"/schools/{season.school.public_id}/"))
    assert "See your receipt" in text(head.get(at(filed)))


def test_the_page_says_what_is_asked_for_and_by_when(season: Season, client_of: ClientOf) -> None:
    said = text(client_of(season.reader).get(at(ask_for_file(season, Takes.CTF))))
    assert "A Common Transfer File (CTF)" in said
    assert "The head teacher, or somebody at the school who may send, sends it." in said
    assert TITLE in said


def test_a_wrong_file_is_told_beside_the_field_and_nothing_is_lost(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season, Takes.CTF)
    answer = client_of(season.sender).post(at(filed, "file/"), form(filed))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "It looks like a PDF document; asked for is a Common Transfer File (CTF)." in text(answer)


def test_an_upload_cut_off_takes_nothing(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    answer = client_of(season.head).post(at(filed, "file/"), {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert "did not arrive whole" in text(answer)
    assert not HandedIn.objects.exists()


def test_a_file_is_given_back_as_it_came_and_that_is_recorded(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    one = filed.send().handed_in
    answer = client_of(season.officer).get(at(filed, f"file/received/{one}/"))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/octet-stream")
    assert Event.objects.filter(verb="file.seen", actor_name=season.officer.name).exists()


@pytest.mark.parametrize("page", ["send/", "check/", "pupils/", "results/", "confirm/", "receipt/", "questions/"])
def test_it_has_no_results_to_check_or_confirm(season: Season, client_of: ClientOf, page: str) -> None:
    assert client_of(season.head).get(at(ask_for_file(season), page)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("who", "send", "see"),
    [
        ("head", 200, 200), ("sender", 200, 200), ("reader", 403, 200), ("officer", 200, 200),
        ("adviser", 403, 403), ("other_head", 404, 404),
    ],
)  # fmt: skip
def test_who_sends_and_who_sees(season: Season, client_of: ClientOf, who: str, send: int, see: int) -> None:
    filed, client = ask_for_file(season), client_of(getattr(season, who))
    assert client.get(at(filed, "file/")).status_code == send
    assert client.get(at(filed, "file/received/")).status_code == see


def test_nobody_signs_in_first(season: Season, client_of: ClientOf) -> None:
    answer = client_of(None).get(at(ask_for_file(season), "file/"))
    assert answer["Location"].startswith("/sign-in/")


def test_a_school_declines_and_takes_part_after_all(season: Season, client_of: ClientOf) -> None:
    filed, head = ask_for_file(season), client_of(season.head)
    head.post(at(filed, "decline/"), {"revision": filed.revision, "reason": ""})
    assert "Not taking part" in text(head.get(at(filed)))
    head.post(at(filed, "rejoin/"), {"revision": filed.revision})
    assert "Send your file" in text(head.get(at(filed)))
