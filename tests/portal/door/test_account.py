import re

import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions.authenticators import remove_app
from muster.portal.organisations.signing_in import authenticators
from tests.portal.door.steps import NEW, WRONG, Answer, give, is_in, later, newest_link, newest_mail, sign_in, verbs_of
from tests.portal.fixtures import ClientOf
from tests.portal.season import PASSWORD, Season


@pytest.fixture
def inside(season: Season, client: Client) -> Client:
    sign_in(client, season.school.urn)
    return client


def change(client: Client, old: str, new: str) -> Answer:
    return Answer(client.post("/account/password/", {"old_password": old, "password": new}))


def app_code(secret: str, ago: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 - ago)))


def connect(client: Client, code: str | None = None, password: str = PASSWORD) -> tuple[str, Answer]:
    page = Answer(client.get("/account/app/"))
    offer = re.search(r'name="secret" value="([^"]+)"', page.text)
    key = re.search(r"Key: <strong>([A-Z2-7 ]+)</strong>", page.text)
    assert offer
    assert key
    secret = key[1].replace(" ", "")
    typed = {"secret": offer[1], "code": code or app_code(secret), "password": password}
    return secret, Answer(client.post("/account/app/", typed))


def recovery_codes(page: Answer) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page.text)


def test_the_account_says_who_one_is(season: Season, inside: Client) -> None:
    page = Answer(inside.get("/account/"))
    assert season.head.email in page.text
    assert season.school.urn in page.text
    assert "Head teacher, Beech Lane Infant School" in page.text


def test_the_account_is_for_those_who_are_in(season: Season, client: Client) -> None:
    for address in ("/account/", "/account/password/", "/account/app/", "/account/recovery-codes/"):
        assert Answer(client.get(address)).to == f"/sign-in/?next={address}"


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(season: Season, inside: Client) -> None:
    other = Client()
    sign_in(other, season.school.urn)
    key = inside.session.session_key
    assert change(inside, PASSWORD, NEW).to == "/account/"
    assert is_in(inside)
    assert inside.session.session_key != key
    assert not is_in(other)
    assert sign_in(Client(), season.school.urn, NEW).to == "/home/"


def test_a_changed_password_closes_open_links(season: Season, inside: Client) -> None:
    Client().post("/forgotten-password/", {"username": season.school.urn})
    change(inside, PASSWORD, NEW)
    assert Answer(Client().get(newest_link("new_password"), follow=True)).status == 410


def test_a_changed_password_does_not_lengthen_the_twelve_hours(season: Season, inside: Client) -> None:
    for minutes in range(20, 11 * 60, 20):
        with clock.at(later(minutes=minutes)):
            is_in(inside)
    with clock.at(later(minutes=11 * 60)):
        change(inside, PASSWORD, NEW)
        assert is_in(inside)
    with clock.at(later(minutes=11 * 60 + 25)):
        assert is_in(inside)
    with clock.at(later(minutes=12 * 60 + 1)):
        assert not is_in(inside)


def test_the_present_password_is_asked_for(season: Season, inside: Client) -> None:
    assert "not your present password" in change(inside, WRONG, NEW).text
    assert verbs_of(season.head)[-1] == "person.signed_in"


def test_the_present_password_is_not_guessed_at_without_end(season: Season, inside: Client) -> None:
    assert [change(inside, WRONG, NEW).status for _ in range(6)] == [200] * 5 + [429]


def test_a_change_is_told_by_mail(season: Season, inside: Client) -> None:
    change(inside, PASSWORD, NEW)
    assert "/forgotten-password/" in newest_mail("password_changed")


def test_signing_out_everywhere(season: Season, inside: Client) -> None:
    other = Client()
    sign_in(other, season.school.urn)
    assert Answer(inside.post("/account/sign-out-everywhere/")).to == "/signed-out/"
    assert not is_in(inside)
    assert not is_in(other)


def test_an_app_takes_the_place_of_the_mail(season: Season, inside: Client) -> None:
    secret, page = connect(inside)
    assert len(recovery_codes(page)) == 10
    client = Client()
    with clock.at(later(minutes=1)):
        assert give(client, season.school.urn).to == "/sign-in/code/"
        assert "code from your app" in Answer(client.get("/sign-in/code/")).text
        assert Answer(client.post("/sign-in/code/", {"code": app_code(secret)})).to == "/home/"


def test_an_apps_code_works_once(season: Season, inside: Client) -> None:
    secret, _ = connect(inside)
    with clock.at(later(minutes=1)):
        answers = []
        for client in (Client(), Client()):
            give(client, season.school.urn)
            answers.append(Answer(client.post("/sign-in/code/", {"code": app_code(secret)})).status)
    assert answers == [302, 200]


def test_a_code_of_two_minutes_ago_is_refused(season: Season, inside: Client) -> None:
    secret, _ = connect(inside)
    with clock.at(later(minutes=5)):
        client = Client()
        give(client, season.school.urn)
        assert "not a code that works" in Answer(client.post("/sign-in/code/", {"code": app_code(secret, 4)})).text


def test_a_recovery_code_works_once(season: Season, inside: Client) -> None:
    _, page = connect(inside)
    code = recovery_codes(page)[3]
    answers = []
    for client in (Client(), Client()):
        give(client, season.school.urn)
        answers.append(Answer(client.post("/sign-in/code/", {"code": code})).status)
    assert answers == [302, 200]
    assert authenticators.recovery_codes_left(season.head) == 9


def test_codes_of_an_app_are_not_guessed_at_without_end(season: Season, inside: Client) -> None:
    connect(inside)
    client = Client()
    give(client, season.school.urn)
    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_no_code_goes_by_mail_to_somebody_with_an_app(season: Season, inside: Client) -> None:
    connect(inside)
    client = Client()
    give(client, season.school.urn)
    assert Answer(client.post("/sign-in/code/again/")).to == "/sign-in/"


def test_a_link_to_a_new_password_still_asks_for_the_app(season: Season, inside: Client) -> None:
    connect(inside)
    client = Client()
    client.post("/forgotten-password/", {"username": season.school.urn})
    client.get(newest_link("new_password"))
    assert Answer(client.post("/new-password/", {"username": "x", "password": NEW})).to == "/sign-in/code/"
    assert not is_in(client)


def test_a_wrong_first_code_connects_nothing(season: Season, inside: Client) -> None:
    _, page = connect(inside, code="000000")
    assert "not a code that works" in page.text
    assert not authenticators.has_app(season.head)


def test_connecting_takes_the_password(season: Season, inside: Client) -> None:
    _, page = connect(inside, password=WRONG)
    assert "not your password" in page.text
    assert not authenticators.has_app(season.head)


def test_a_changed_offer_is_not_taken(season: Season, inside: Client) -> None:
    assert (
        Answer(inside.post("/account/app/", {"secret": "made-up", "code": "1", "password": PASSWORD})).to == "/account/"
    )


def test_a_second_app_is_not_connected_beside_the_first(season: Season, inside: Client) -> None:
    connect(inside)
    assert Answer(inside.get("/account/app/")).to == "/account/"


def test_recovery_codes_need_an_app(season: Season, inside: Client) -> None:
    assert Answer(inside.get("/account/recovery-codes/")).to == "/account/"


@pytest.mark.parametrize("page", ["/account/app/disconnect/", "/account/recovery-codes/"])
def test_the_password_is_not_guessed_at_there_without_end(season: Season, inside: Client, page: str) -> None:
    connect(inside)
    assert [inside.post(page, {"password": WRONG}).status_code for _ in range(6)] == [200] * 5 + [429]


def test_another_persons_offer_is_not_taken(season: Season, inside: Client) -> None:
    other = Client()
    sign_in(other, season.other_school.urn)
    offer = re.search(r'name="secret" value="([^"]+)"', Answer(other.get("/account/app/")).text)
    assert offer
    assert (
        Answer(inside.post("/account/app/", {"secret": offer[1], "code": "1", "password": PASSWORD})).to == "/account/"
    )


def test_the_secret_is_kept_sealed(season: Season, inside: Client) -> None:
    from allauth.mfa.models import Authenticator

    secret, _ = connect(inside)
    assert secret not in str([kept.data for kept in Authenticator.objects.all()])


def test_disconnecting_the_app_goes_back_to_mail(season: Season, inside: Client) -> None:
    connect(inside)
    assert Answer(inside.post("/account/app/disconnect/", {"password": PASSWORD})).to == "/account/"
    sign_in(Client(), season.school.urn)
    assert "disconnected" in newest_mail("second_factor_changed")


def test_disconnecting_takes_the_password(season: Season, inside: Client) -> None:
    connect(inside)
    assert "not your password" in Answer(inside.post("/account/app/disconnect/", {"password": WRONG})).text
    assert authenticators.has_app(season.head)


def test_new_recovery_codes_close_the_old(season: Season, inside: Client) -> None:
    _, page = connect(inside)
    new = recovery_codes(Answer(inside.post("/account/recovery-codes/", {"password": PASSWORD})))
    assert len(new) == 10
    assert set(new).isdisjoint(recovery_codes(page))


def test_an_officer_lets_somebody_in_who_lost_the_phone(season: Season, inside: Client) -> None:
    connect(inside)
    remove_app(Actor(ActorKind.PERSON, season.officer.public_id, season.officer.name), season.head)
    assert sign_in(Client(), season.school.urn).to == "/home/"
    assert "person.app_removed" in verbs_of(season.head)


def test_the_picture_needs_no_inline_style(season: Season, inside: Client) -> None:
    page = Answer(inside.get("/account/app/"))
    assert "<svg" in page.text
    assert "style=" not in page.text


def lost_phone(season: Season) -> str:
    return f"/authority/lost-phone/{season.head.memberships.get().public_id}/"


def test_an_officer_disconnects_a_lost_phone_on_a_page(season: Season, inside: Client, client_of: ClientOf) -> None:
    connect(inside)
    officer = client_of(season.officer)
    assert "speak to them yourself" in Answer(officer.get(lost_phone(season))).text
    officer.post(lost_phone(season))
    assert not authenticators.has_app(season.head)
    assert "no app connected" in Answer(officer.get(lost_phone(season))).text


def test_nobody_else_disconnects_it(season: Season, inside: Client, client_of: ClientOf) -> None:
    connect(inside)
    for person, status in ((season.adviser, 403), (season.other_head, 403), (season.twin_officer, 404), (None, 302)):
        assert client_of(person).post(lost_phone(season)).status_code == status
    assert authenticators.has_app(season.head)


def test_an_officers_own_app_takes_their_password(season: Season, client_of: ClientOf) -> None:
    own = f"/authority/lost-phone/{season.officer.memberships.get().public_id}/"
    assert Answer(client_of(season.officer).post(own)).to == "/account/app/disconnect/"
