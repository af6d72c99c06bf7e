import pytest
from django.conf import LazySettings
from django.test import Client

from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from tests.portal.door.steps import WRONG, Answer, give, is_in, newest_code, sign_in, verbs_of, without_tokens
from tests.portal.season import PASSWORD, Season


def test_a_head_signs_in_with_the_schools_urn(season: Season, client: Client) -> None:
    assert sign_in(client, season.school.urn).to == "/home/"
    assert client.get("/account/").context["visit"].person == season.head


def test_the_urn_may_have_spaces_around_it(season: Season, client: Client) -> None:
    assert give(client, f" {season.school.urn} ").to == "/sign-in/code/"


def test_everybody_signs_in_with_their_own_address_however_typed(season: Season, client: Client) -> None:
    assert sign_in(client, season.officer.email.upper()).to == "/home/"


def test_an_executive_head_has_two_urns_and_one_account(season: Season) -> None:
    for school in (season.academy, season.second_academy):
        client = Client()
        sign_in(client, school.urn)
        assert client.get("/account/").context["visit"].person == season.executive_head


def test_the_urn_of_a_school_without_a_head_lets_nobody_in(season: Season, client: Client) -> None:
    season.school.sign_in_name.person = None
    season.school.sign_in_name.save()
    assert give(client, season.school.urn).status == 200


def test_the_password_alone_opens_nothing(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    assert Answer(client.get("/home/")).to == "/sign-in/?next=/home/"


@pytest.fixture
def closed(season: Season) -> Person:
    season.reader.is_active = False
    season.reader.save()
    return season.reader


@pytest.fixture
def new(season: Season) -> Person:
    season.sender.set_unusable_password()
    season.sender.save()
    return season.sender


def test_every_refusal_is_the_same_page(season: Season, closed: Person, new: Person) -> None:
    attempts = [
        (season.head.email, WRONG),
        ("nobody@nowhere.example", WRONG),
        (closed.email, PASSWORD),
        (new.email, PASSWORD),
        ("999999", WRONG),
        (season.head.email, "x" * 5000),
    ]
    answers = [give(Client(), name, password) for name, password in attempts]
    pages = {
        without_tokens(one.text).replace(name.lower(), "") for one, (name, _) in zip(answers, attempts, strict=True)
    }
    assert {one.status for one in answers} == {200}
    assert len(pages) == 1
    assert "is not right" in pages.pop()


def test_no_refusal_sends_a_mail(season: Season, closed: Person) -> None:
    for name in (season.head.email, "nobody@nowhere.example", closed.email):
        give(Client(), name, WRONG)
    assert not Mail.objects.exists()


def test_an_unknown_name_costs_a_password_check_too(
    season: Season, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.portal.organisations.actions import sign_in as module

    checked: list[str] = []

    def check(_typed: str, encoded: str) -> bool:
        checked.append(encoded)
        return False

    monkeypatch.setattr(module, "check_password", check)
    give(client, "nobody@nowhere.example", WRONG)
    give(client, season.head.email, WRONG)
    assert len(checked) == 2
    assert all(encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$") for encoded in checked)


def test_a_missing_password_is_said_at_its_field(season: Season, client: Client) -> None:
    page = give(client, season.school.urn, "")
    assert "Enter the password." in page.text


def test_a_typed_password_is_never_sent_back(season: Season, client: Client) -> None:
    assert WRONG not in give(client, season.school.urn, WRONG).text


def test_signing_in_is_one_event_in_the_authoritys_chain(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    assert verbs_of(season.head) == ["code.sent", "code.spent", "person.signed_in"]


def test_wrong_guesses_are_no_events(season: Season, client: Client) -> None:
    for _ in range(3):
        give(client, season.school.urn, WRONG)
    assert verbs_of(season.head) == []


def test_the_security_log_names_nobody(season: Season, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    give(client, season.head.email, WRONG)
    assert "sign-in refused" in caplog.text
    assert season.head.email not in caplog.text
    assert WRONG not in caplog.text


def test_the_page_that_was_asked_for_comes_after_the_code(season: Season, client: Client) -> None:
    client.post("/sign-in/?next=/account/password/", {"username": season.school.urn, "password": PASSWORD})
    assert Answer(client.post("/sign-in/code/", {"code": newest_code()})).to == "/account/password/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "https:evil.example", "http:///evil.example", " //evil.example", "/\t/evil.example", "evil", "///evil.example"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(season: Season, client: Client, elsewhere: str) -> None:
    from urllib.parse import quote

    client.post(f"/sign-in/?next={quote(elsewhere)}", {"username": season.school.urn, "password": PASSWORD})
    to = Answer(client.post("/sign-in/code/", {"code": newest_code()})).to
    assert to == "/home/"


def test_signing_in_gives_a_new_session_key(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    planted = client.session.session_key
    client.post("/sign-in/code/", {"code": newest_code()})
    assert client.session.session_key != planted
    other = Client()
    assert planted
    other.cookies["muster"] = planted
    assert not is_in(other)


def test_a_planted_session_key_is_not_taken_up(season: Season, client: Client) -> None:
    client.cookies["muster"] = "planted0planted0planted0planted0"
    sign_in(client, season.school.urn)
    assert client.cookies["muster"].value != "planted0planted0planted0planted0"


@pytest.mark.parametrize(
    "address",
    ["/sign-in/", "/sign-in/code/", "/sign-out/", "/forgotten-password/", "/first-access/", "/new-password/",
     "/session/extend/", "/account/password/"],
)  # fmt: skip
def test_a_forged_form_is_refused(season: Season, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(season.head)
    assert client.post(address, {"username": season.school.urn, "password": PASSWORD}).status_code == 403


def test_another_host_is_refused(season: Season, client: Client) -> None:
    answer = client.get("/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 400


def test_the_link_in_a_mail_takes_no_host_from_the_request(
    season: Season, client: Client, settings: LazySettings
) -> None:
    from tests.portal.door.steps import newest_mail

    settings.ALLOWED_HOSTS = ["*"]
    client.post("/forgotten-password/", {"username": season.school.urn}, headers={"host": "evil.example"})
    assert "evil.example" not in newest_mail("new_password")


def test_an_account_of_the_demonstration_owes_no_code(season: Season, client: Client, settings: LazySettings) -> None:
    season.officer.second_factor = False
    season.officer.save()
    settings.DEMONSTRATION = True
    assert give(client, season.officer.email).to == "/home/"


def test_outside_the_demonstration_everybody_owes_one(season: Season, client: Client) -> None:
    season.officer.second_factor = False
    season.officer.save()
    assert give(client, season.officer.email).to == "/sign-in/code/"


def test_signing_out_ends_the_session(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    kept = client.cookies["muster"].value
    assert Answer(client.post("/sign-out/")).to == "/signed-out/"
    client.cookies["muster"] = kept
    assert not is_in(client)


def test_signing_out_takes_a_press(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    assert client.get("/sign-out/").status_code == 405
    assert is_in(client)


def test_somebody_signed_in_need_not_sign_in(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    assert Answer(client.get("/sign-in/")).to == "/home/"
