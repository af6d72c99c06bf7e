import pytest
from django.conf import LazySettings
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.organisations.actions import sign_in as sign_in_action
from tests.portal.door.steps import WRONG, give, is_in, later, newest_link, sign_in, verbs_of, without_tokens
from tests.portal.season import PASSWORD, Season


def guess(name: str, times: int = 1, address: str = "192.0.2.1") -> list[int]:
    return [give(Client(REMOTE_ADDR=address), name, WRONG).status for _ in range(times)]


def test_five_wrong_guesses_slow_the_sixth(season: Season) -> None:
    assert guess(season.school.urn, 7) == [200] * 5 + [429] * 2


def test_the_page_says_when_to_try_again(season: Season, client: Client) -> None:
    guess(season.school.urn, 5)
    slowed = give(client, season.school.urn, WRONG)
    assert "1 minute" in slowed.text
    assert "/forgotten-password/" in slowed.text


def test_a_name_of_nobodys_is_slowed_in_the_same_words(season: Season) -> None:
    pages = set()
    for name in (season.school.urn, "nobody@nowhere.example"):
        guess(name, 5)
        pages.add(without_tokens(give(Client(), name, WRONG).text).replace("59 seconds", "1 minute"))
    assert len(pages) == 1


def test_a_minute_later_one_more_is_heard(season: Season) -> None:
    guess(season.school.urn, 6)
    with clock.at(later(seconds=61)):
        assert guess(season.school.urn, 2) == [200, 429]


def test_no_five_minutes_hear_more_than_ten(season: Season) -> None:
    heard = 0
    for second in range(0, 300, 10):
        with clock.at(later(seconds=second)):
            heard += guess(season.school.urn, 1).count(200)
    assert heard <= 10


def test_guesses_on_other_names_do_not_open_a_slowed_one(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in_action, "check_password", lambda *_: False)
    guess(season.school.urn, 6)
    for number in range(250):
        guess(f"nobody{number}@nowhere.example", address=f"198.51.100.{number}")
    assert guess(season.school.urn) == [429]


def test_the_account_counts_behind_all_its_names(season: Season) -> None:
    guess(season.academy.urn, 5)
    answer = give(Client(), season.second_academy.urn, PASSWORD)
    # Not told apart from a wrong password: else it would show that both names are one account's.
    assert answer.status == 200
    assert "is not right" in answer.text


def test_wrong_guesses_elsewhere_never_lock_the_head_out_of_a_known_device(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    client.post("/sign-out/")
    guess(season.school.urn, 10)
    assert give(client, season.school.urn).to == "/sign-in/code/"


def test_a_known_device_has_limits_of_its_own(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    client.post("/sign-out/")
    assert [give(client, season.school.urn, WRONG).status for _ in range(6)] == [200] * 5 + [429]


def test_a_device_is_known_to_its_own_people_alone(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    client.post("/sign-out/")
    guess(season.other_school.urn, 5)
    assert give(client, season.other_school.urn).status == 429


def test_a_forged_mark_of_a_device_is_none(season: Season, client: Client) -> None:
    guess(season.school.urn, 5)
    client.cookies["muster-device"] = "eyJkZXZpY2UiOiJ4IiwicGVvcGxlIjpbXX0:1abcde:forged"
    assert give(client, season.school.urn).status == 429


def test_a_forgotten_password_lets_a_guessed_at_head_in(season: Season, client: Client) -> None:
    guess(season.school.urn, 10)
    client.post("/forgotten-password/", {"username": season.school.urn})
    client.get(newest_link("new_password"))
    client.post("/new-password/", {"username": "x", "password": "seven-otter-lantern"})
    assert is_in(client)


def test_right_passwords_cost_nothing(season: Season) -> None:
    assert {give(Client(), season.school.urn).status for _ in range(5)} == {302}
    assert guess(season.school.urn, 5) == [200] * 5


def test_one_network_is_slowed_over_many_names(season: Season) -> None:
    answers = [guess(f"nobody{number}@nowhere.example", address="192.0.2.77")[0] for number in range(32)]
    assert answers[:30] == [200] * 30
    assert 429 in answers[30:]


def test_a_network_is_where_our_own_proxy_says(season: Season, settings: LazySettings) -> None:
    import msgspec
    from django.test import RequestFactory

    from muster.portal.pages.shared.callers import client_address

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7:4242")
    assert client_address(request) == "10.0.0.1"
    settings.ENVIRONMENT = msgspec.structs.replace(settings.ENVIRONMENT, proxies=1)
    assert client_address(request) == "198.51.100.7"
    settings.ENVIRONMENT = msgspec.structs.replace(settings.ENVIRONMENT, proxies=3)
    assert client_address(request) == "10.0.0.1"


@pytest.mark.parametrize("seen", ["2001:db8:1:2:3:4:5:6", "[2001:db8:1:2::9]:443", "2001:db8:1:2::1"])
def test_an_ipv6_network_counts_as_one(seen: str) -> None:
    from django.test import RequestFactory

    from muster.portal.pages.shared.callers import client_address

    assert client_address(RequestFactory().get("/", REMOTE_ADDR=seen)) == "2001:db8:1:2::/64"


def test_the_chain_hears_of_guessing_once_an_hour(season: Season) -> None:
    guess(season.school.urn, 12)
    assert verbs_of(season.head) == ["person.sign_in_slowed"]
    with clock.at(later(hours=1, seconds=1)):
        guess(season.school.urn, 12)
    assert verbs_of(season.head) == ["person.sign_in_slowed"] * 2
