import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve

from muster.portal.foundation import clock
from muster.portal.organisations.actions.tidying import tidy_door
from muster.portal.organisations.models import KeptForm, SignInCode
from tests.portal.door.steps import Answer, give, later, newest_code, sign_in, verbs_of
from tests.portal.season import PASSWORD, Season

TYPED = {"explanation": 'Two lines\r\nof <b>"Okazqxfor"</b>', "choice": "yes"}


@pytest.fixture
def inside(season: Season, client: Client) -> Client:
    sign_in(client, season.school.urn)
    return client


def send_late(client: Client, **more: object) -> Answer:
    """Half an hour too late, to a page that takes any form from somebody signed in."""
    with clock.at(later(minutes=31)):
        return Answer(client.post("/account/app/disconnect/?tab=2", TYPED | more))


def come_back(client: Client, late: Answer, name: str) -> Answer:
    """Sign in where the late form led, and see where that ends."""
    with clock.at(later(minutes=32)):
        client.post(late.to, {"username": name, "password": PASSWORD})
        to = Answer(client.post("/sign-in/code/", {"code": newest_code()})).to
        return Answer(client.get(to))


def fields_of(page: Answer) -> dict[str, str]:
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page.text, re.DOTALL)
    return {name: unescape(text).replace("\r\n", "\n").replace("\n", "\r\n") for name, text in found}


def test_a_late_form_leads_to_the_sign_in_page_which_says_that_it_is_kept(season: Season, inside: Client) -> None:
    late = send_late(inside)
    assert re.fullmatch(r"/sign-in/\?next=%2Fkept%2F\w{16}%2F&ended=idle", late.to)
    assert "We kept what you typed" in Answer(inside.get(late.to)).text


def test_after_signing_in_it_can_be_sent_again(season: Season, inside: Client) -> None:
    page = come_back(inside, send_late(inside), season.school.urn)
    assert 'action="/account/app/disconnect/?tab=2"' in page.text
    assert fields_of(page) == TYPED
    assert "csrfmiddlewaretoken" in page.text


def test_what_is_kept_is_sealed(season: Season, inside: Client) -> None:
    send_late(inside)
    assert b"zqx" not in bytes(KeptForm.objects.get().sealed)


def test_another_person_does_not_see_it(season: Season, inside: Client) -> None:
    late = send_late(inside)
    other = Client()
    page = come_back(other, late, season.other_school.urn)
    assert (page.status, "zqx&" in page.text or "Two lines" in page.text) == (404, False)


def test_nobody_does_not_see_it(season: Season, inside: Client) -> None:
    send_late(inside)
    address = f"/kept/{KeptForm.objects.get().public_id}/"
    assert Answer(Client().get(address)).to == f"/sign-in/?next={address}"


def test_it_is_kept_for_an_hour(season: Season, inside: Client) -> None:
    send_late(inside)
    with clock.at(later(minutes=92)):
        client = Client()
        sign_in(client, season.school.urn)
        assert client.get(f"/kept/{KeptForm.objects.get().public_id}/").status_code == 404


def test_passwords_and_codes_are_not_kept(season: Season, inside: Client) -> None:
    page = come_back(
        inside, send_late(inside, password="secret-otter", old_password="x", code="123456"), season.school.urn
    )
    assert fields_of(page) == TYPED


def test_a_form_of_nothing_but_secrets_is_not_kept(season: Season, inside: Client) -> None:
    with clock.at(later(minutes=31)):
        late = Answer(inside.post("/account/password/", {"old_password": "x", "password": "y"}))
    assert late.to == "/sign-in/?next=/account/password/&ended=idle"
    assert not KeptForm.objects.exists()


def test_a_file_must_be_chosen_again(season: Season, inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve("/account/app/disconnect/").func, "upload_cap", 1000, raising=False)
    monkeypatch.setattr(resolve("/account/app/disconnect/").func, "upload_number", 1, raising=False)
    late = send_late(inside, results=SimpleUploadedFile("3302001_KS1.xml", b"<CTfile/>"))
    page = come_back(inside, late, season.school.urn)
    assert "Choose “3302001_KS1.xml” again" in page.text
    assert 'enctype="multipart/form-data"' in page.text


def kept_by(inside: Client) -> str:
    send_late(inside)
    return KeptForm.objects.get().public_id


def test_once_sent_and_taken_it_is_kept_no_longer(season: Season, inside: Client) -> None:
    kept, again = kept_by(inside), Client()
    sign_in(again, season.school.urn)
    again.post("/account/app/disconnect/", {"kept-form": kept, "password": PASSWORD})
    assert not KeptForm.objects.exists()
    assert verbs_of(season.head)[-1] == "form.sent_again"


def test_sent_but_not_taken_it_is_still_kept(season: Season, inside: Client) -> None:
    kept, again = kept_by(inside), Client()
    sign_in(again, season.school.urn)
    assert again.post("/account/app/disconnect/", {"kept-form": kept, "password": "wrong"}).status_code == 200
    assert KeptForm.objects.exists()


def test_somebody_elses_is_not_forgotten(season: Season, inside: Client) -> None:
    send_late(inside)
    other = Client()
    sign_in(other, season.other_school.urn)
    other.post("/account/app/disconnect/", {"kept-form": KeptForm.objects.get().public_id, "password": PASSWORD})
    assert KeptForm.objects.exists()


def test_a_forged_late_form_is_not_kept(season: Season) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(season.head)
    with clock.at(later(minutes=31)):
        assert client.post("/account/app/disconnect/", TYPED).status_code == 403
    assert not KeptForm.objects.exists()


def test_where_even_the_cookie_is_gone_the_device_tells_whose_it_is(season: Season, inside: Client) -> None:
    del inside.cookies["muster"]
    late = Answer(inside.post("/account/app/disconnect/", TYPED))
    assert late.to.startswith("/sign-in/?next=%2Fkept%2F")
    assert KeptForm.objects.get().person == season.head


def test_an_unknown_visitors_form_is_not_kept(season: Season, client: Client) -> None:
    assert Answer(client.post("/account/app/disconnect/", TYPED)).to == "/sign-in/?next=/account/app/disconnect/"
    assert not KeptForm.objects.exists()


def test_forms_are_not_kept_without_end(season: Season) -> None:
    for _ in range(12):
        client = Client()
        client.force_login(season.head)
        client.get("/account/")
        send_late(client)
    assert KeptForm.objects.count() == 10


def test_a_form_too_large_is_not_kept(season: Season, inside: Client) -> None:
    assert "/kept/" not in send_late(inside, explanation="x" * 200_001).to


def test_keeping_is_one_event(season: Season, inside: Client) -> None:
    send_late(inside)
    assert verbs_of(season.head)[-1] == "form.kept"


def test_a_wrong_password_on_the_way_keeps_it(season: Season, inside: Client) -> None:
    late = send_late(inside)
    with clock.at(later(minutes=31)):
        inside.post(late.to, {"username": season.school.urn, "password": "wrong-otter-2026"})
    assert give(inside, season.school.urn).to == "/sign-in/code/"
    assert KeptForm.objects.exists()


def test_what_is_over_is_deleted(season: Season, inside: Client) -> None:
    send_late(inside)
    with clock.at(later(minutes=90)):
        assert tidy_door() == 0
    with clock.at(later(minutes=92)):
        assert tidy_door() == 1
    assert not KeptForm.objects.exists()
    with clock.at(later(days=2)):
        assert tidy_door() == 1
    assert not SignInCode.objects.exists()
