from django.test import Client

from muster.portal.foundation import clock
from muster.portal.outbox.models import Mail
from tests.portal.door.steps import Answer, give, is_in, later, newest_code, verbs_of
from tests.portal.season import Season


def enter(client: Client, code: str) -> Answer:
    return Answer(client.post("/sign-in/code/", {"code": code}))


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_goes_to_the_persons_own_address(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    assert [mail.to_address for mail in Mail.objects.all()] == [season.head.email]


def test_the_code_may_be_typed_with_spaces(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = newest_code()
    assert enter(client, f" {code[:3]} {code[3:]} ").to == "/home/"


def test_a_wrong_code_is_refused_and_may_be_tried_again(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = newest_code()
    assert "not the code" in enter(client, other_than(code)).text
    assert enter(client, code).to == "/home/"


def test_the_sixth_try_is_not_heard_even_if_right(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = newest_code()
    for _ in range(5):
        enter(client, other_than(code))
    assert "guessed at too often" in enter(client, code).text
    assert not is_in(client)


def test_a_code_works_once(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    other = Client()
    give(other, season.school.urn)
    code = newest_code()
    enter(client, code)
    assert "no longer works" in enter(other, code).text


def test_a_code_ends_after_ten_minutes(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = newest_code()
    with clock.at(later(minutes=10, seconds=1)):
        assert "no longer works" in enter(client, code).text


def test_a_new_code_closes_the_one_before(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    old = newest_code()
    assert Answer(client.post("/sign-in/code/again/")).to == "/sign-in/code/"
    new = newest_code()
    if old != new:
        assert "not the code" in enter(client, old).text
    assert enter(client, new).to == "/home/"


def test_codes_are_not_sent_without_end(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    answers = [client.post("/sign-in/code/again/").status_code for _ in range(5)]
    assert answers == [302] * 4 + [429]


def test_the_code_page_needs_a_password_first(season: Season, client: Client) -> None:
    assert Answer(client.get("/sign-in/code/")).to == "/sign-in/"
    assert Answer(client.post("/sign-in/code/again/")).to == "/sign-in/"


def test_another_persons_code_lets_nobody_in(season: Season, client: Client) -> None:
    other = Client()
    give(client, season.school.urn)
    mine = newest_code()
    give(other, season.other_school.urn)
    theirs = newest_code()
    if mine != theirs:
        assert enter(client, theirs).status == 200


def test_a_password_changed_meanwhile_ends_the_half_sign_in(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = newest_code()
    season.head.set_password("seven-otter-lantern")
    season.head.save()
    assert enter(client, code).to == "/sign-in/"


def test_half_a_sign_in_ends_after_a_quarter_of_an_hour(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    with clock.at(later(minutes=16)):
        assert Answer(client.get("/sign-in/code/")).to == "/sign-in/"


def test_a_wrong_code_is_kept_in_the_chain(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    enter(client, other_than(newest_code()))
    assert verbs_of(season.head) == ["code.sent", "code.refused"]


def test_the_database_does_not_hold_the_code(season: Season, client: Client) -> None:
    give(client, season.school.urn)
    code = season.head.codes.get()
    assert newest_code() not in code.code_hash
    assert len(code.code_hash) == 64
