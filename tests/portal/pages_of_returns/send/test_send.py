"""The page that takes a file: what it says, what becomes of a file, and why one is not taken."""

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muster.portal.collecting import actions as collecting
from muster.portal.foundation import clock, reader
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return, TurnedAway, Version
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answered

NAME = "3302001_KS1_330LLLL_001.xml"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def client(collected: Collected, client_of: ClientOf) -> Client:
    return client_of(collected.side.head)


def at(collected: Collected, name: str = "return-send", **parts: str) -> str:
    own = {"school": collected.school.public_id, "request_id": collected.request.public_id}
    return reverse(name, kwargs=own | parts)


def post(
    client: Client,
    collected: Collected,
    content: bytes | None = None,
    name: str = NAME,
    revision: int = 1,
    key: str = "",
) -> "Answered":
    given = results_file(collected.entries) if content is None else content
    form = {"file": SimpleUploadedFile(name, given), "revision": revision, "once": key or new_key()}
    return client.post(at(collected), form)


def test_the_page_says_by_when_and_what_to_send(client: Client, collected: Collected) -> None:
    page = text(client.get(at(collected)))
    assert "Send and confirm your results by <strong>" in page
    assert "every pupil who finishes key stage 1 this summer" in page
    assert 'enctype="multipart/form-data"' in page
    assert collected.school.name in page


def test_a_faultless_file_is_received_and_leads_to_its_check(client: Client, collected: Collected) -> None:
    answer = post(client, collected)
    assert (answer.status_code, answer.headers["Location"]) == (302, at(collected, "return-check"))
    assert collected.school_return().newest == Version.objects.get()


def test_the_next_page_says_that_nothing_counts_before_it_is_confirmed(client: Client, collected: Collected) -> None:
    assert "They do not count until they are confirmed" in text(client.get(post(client, collected).headers["Location"]))


def test_another_schools_file_is_stopped_and_the_page_says_so(client: Client, collected: Collected) -> None:
    answer = post(client, collected, results_file(collected.entries, estab="2002"))
    stopped = TurnedAway.objects.get()
    assert answer.headers["Location"] == at(collected, "return-stopped", turned_away=stopped.public_id)
    page = text(client.get(answer.headers["Location"]))
    assert "This file was not taken" in page
    assert "nothing has been received from you yet" in page
    assert f"Pupil{CANARY}" not in page
    assert not Version.objects.exists()


def test_a_stopped_file_leaves_what_was_sent_before(client: Client, collected: Collected) -> None:
    collected.send()
    answer = post(client, collected, results_file(collected.entries, estab="2002"), revision=2)
    assert "what you sent before is as it was" in text(client.get(answer.headers["Location"]))
    assert Version.objects.count() == 1


def test_a_reader_sees_the_stopped_file_without_a_button(collected: Collected, client_of: ClientOf) -> None:
    sent = collected.send(results_file(collected.entries, estab="2002"))
    address = at(collected, "return-stopped", turned_away=sent.turned_away)
    page = text(client_of(collected.side.reader).get(address))
    assert "This file was not taken" in page
    assert "Choose another file" not in page


def test_another_schools_stopped_file_is_not_found(season: Season, collected: Collected, client_of: ClientOf) -> None:
    sent = collected.send(results_file(collected.entries, estab="2002"))
    theirs = collect(season.twin)
    address = at(theirs, "return-stopped", turned_away=sent.turned_away)
    assert client_of(season.twin.head).get(address).status_code == 404


def test_the_same_file_again_says_that_nothing_changed(client: Client, collected: Collected) -> None:
    collected.send()
    answer = post(client, collected, revision=2)
    assert answer.headers["Location"] == at(collected, "return-check")
    assert "Nothing has changed" in text(client.get(at(collected)))
    assert Version.objects.count() == 1


def test_a_double_click_sends_once(client: Client, collected: Collected) -> None:
    key = new_key()
    places = [post(client, collected, key=key).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Version.objects.count() == 1


def test_another_file_from_the_same_form_is_told_what_came_first(client: Client, collected: Collected) -> None:
    key = new_key()
    post(client, collected, key=key)
    answer = post(client, collected, results_file(collected.entries, without=(1,)), key=key)
    assert answer.status_code == 409
    assert f"{collected.side.head.name} changed these results on" in text(answer)


def test_after_a_stopped_file_the_back_button_leads_on(client: Client, collected: Collected) -> None:
    key = new_key()
    post(client, collected, results_file(collected.entries, estab="2002"), key=key)
    assert post(client, collected, key=key).headers["Location"] == at(collected, "return-check")


def test_whoever_comes_second_is_told_and_may_send_again(
    client: Client, collected: Collected, client_of: ClientOf
) -> None:
    collected.send(by=collected.side.sender)
    other = results_file(collected.entries, without=(1,))
    answer = post(client, collected, other)
    page = text(answer)
    assert answer.status_code == 409
    assert f"{collected.side.sender.name} changed these results on" in page
    assert 'name="revision" value="2"' in page
    assert post(client, collected, other, revision=2).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose your results file."),
        ({"file": ""}, "Choose your results file."),
        ({"file": SimpleUploadedFile("KS1.xml", b"")}, "That file is empty"),
    ],
)
def test_a_form_without_a_file_says_so(
    client: Client, collected: Collected, given: dict[str, object], said: str
) -> None:
    answer = client.post(at(collected), {"revision": 1, "once": new_key(), **given})
    assert said in text(answer)
    assert "There is a problem" in text(answer)
    assert not Return.objects.exists()


def test_a_file_over_the_limit_is_told_the_limit(client: Client, collected: Collected) -> None:
    answer = post(client, collected, b"x" * 21_500_000)
    assert answer.status_code == 413
    assert "20 MB" in text(answer)
    assert not Return.objects.exists()


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_an_upload_cut_off_keeps_nothing(client: Client, collected: Collected, kept: float) -> None:
    table = "UPN,Surname,Forename,Reading,Writing,Maths\r\n" + "".join(
        f"{one.upn},{one.surname},{one.forename},EXS,EXS,EXS\r\n" for one in collected.entries
    )
    body = f'--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n{table}'.encode()
    answer = client.request(
        PATH_INFO=at(collected),
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=xx",
        CONTENT_LENGTH=str(len(body) + 200),
        **{"wsgi.input": BytesIO(body[: int(len(body) * kept)])},
    )
    assert "did not arrive whole" in text(answer)
    assert not Return.objects.exists()


def test_a_reader_may_not_send(collected: Collected, client_of: ClientOf) -> None:
    answer = post(client_of(collected.side.reader), collected)
    assert answer.status_code == 403
    assert not Return.objects.exists()


@pytest.mark.parametrize("person", ["other_head", "trust_lead"])
def test_another_school_does_not_find_it(collected: Collected, client_of: ClientOf, person: str) -> None:
    assert post(client_of(getattr(collected.side, person)), collected).status_code == 404
    assert not Return.objects.exists()


def test_nobody_is_asked_to_sign_in(collected: Collected, client_of: ClientOf) -> None:
    assert post(client_of(None), collected).headers["Location"].startswith("/sign-in/")


def refused(client: Client, collected: Collected, sentence: str, revision: int = 1) -> None:
    """The sentence stands on the page, without a form, and on the answer to whoever sends all the same."""
    page = text(client.get(at(collected)))
    assert sentence in page
    assert "multipart" not in page
    answer = post(client, collected, results_file(collected.entries, {0: {"maths": "EXS"}}), revision=revision)
    assert (answer.status_code, sentence in text(answer)) == (409, True)


def test_before_the_collection_opens_nothing_can_be_sent(client: Client, collected: Collected) -> None:
    with clock.at(collected.collection.opens_at - timedelta(hours=1)):
        refused(client, collected, "You can send your results from")


def test_after_it_has_closed_nothing_can_be_sent(client: Client, collected: Collected) -> None:
    with clock.at(collected.collection.closes_at + timedelta(hours=1)):
        refused(client, collected, "This collection closed at")


def test_a_school_that_declined_says_first_that_it_takes_part(client: Client, collected: Collected) -> None:
    collecting.decline(acting(collected.side.head), collected.request, collected.request.revision)
    refused(client, collected, "Say first that it takes part after all")


def test_accepted_results_are_not_replaced(client: Client, collected: Collected) -> None:
    collected.send()
    Return.objects.update(in_force=InForce.ACCEPTED)
    refused(client, collected, "has accepted these results", revision=2)


def test_confirmed_results_stay_in_force_and_the_page_says_so(client: Client, collected: Collected) -> None:
    collected.send()
    Return.objects.update(in_force=InForce.CONFIRMED)
    assert "stay in force until the head teacher confirms new ones" in text(client.get(at(collected)))
    answer = post(client, collected, results_file(collected.entries, {0: {"maths": "GDS"}}), revision=2)
    assert answer.status_code == 302
    assert collected.school_return().in_force == InForce.CONFIRMED


def test_after_the_deadline_the_page_says_that_it_is_late(client: Client, collected: Collected) -> None:
    with clock.at(collected.collection.deadline + timedelta(hours=1)):
        assert "they are marked as late" in text(client.get(at(collected)))
        assert post(client, collected).status_code == 302
    assert Version.objects.get().late


def test_a_full_disk_is_told_and_leaves_nothing(
    client: Client, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    answer = post(client, collected)
    assert answer.status_code == 503
    assert "could not be kept" in text(answer)
    assert not Version.objects.exists()


def test_busy_readers_are_told_and_the_file_may_be_sent_again(
    client: Client, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Refusal("readers_busy")

    with monkeypatch.context() as once:
        once.setattr(reader, "read", busy)
        answer = post(client, collected)
    assert answer.status_code == 503
    assert "send it again in a minute" in text(answer)
    assert post(client, collected).status_code == 302


def test_a_reader_that_is_gone_stops_the_file(
    client: Client, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise reader.ReaderGone

    monkeypatch.setattr(reader.Reader, "read", gone)
    answer = post(client, collected)
    assert "far more time or memory" in text(client.get(answer.headers["Location"]))
    assert not Version.objects.exists()


def test_a_name_of_any_length_and_kind_is_taken(client: Client, collected: Collected) -> None:
    answer = post(client, collected, name="<script>\u202e" + "x" * 400 + ".xml")
    assert answer.status_code == 302
    assert len(Version.objects.get().file_name) <= 255


def test_a_file_by_a_trust_lead_is_the_schools(season: Season, client_of: ClientOf) -> None:
    theirs = collect(season, school=season.academy)
    answer = post(client_of(season.trust_lead), theirs)
    assert answer.status_code == 302
    assert Version.objects.get().made_by_name == season.trust_lead.name


def test_what_was_sent_is_on_the_page_of_the_next_file(client: Client, collected: Collected) -> None:
    collected.send()
    assert "You have sent results already" in text(client.get(at(collected)))


def test_the_pages_ask_the_database_little(
    client: Client, collected: Collected, django_assert_max_num_queries: object
) -> None:
    collected.send()
    with django_assert_max_num_queries(14):  # type: ignore[operator] # pytest-django's
        client.get(at(collected))


def test_sending_asks_the_database_as_little_however_many_pupils(
    client: Client, collected: Collected, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(52):  # type: ignore[operator] # pytest-django's
        post(client, collected)
