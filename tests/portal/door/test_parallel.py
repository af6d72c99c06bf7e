from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from muster.portal.foundation import limits
from muster.portal.organisations import guesses
from muster.portal.organisations.actions import sign_in as sign_in_action
from muster.portal.organisations.models import Link
from tests.portal.door.steps import NEW, WRONG, give, newest_code, newest_link, verbs_of
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times: int, do: object) -> list[int]:
    def one(number: int) -> int:
        try:
            return do(number)  # type: ignore[no-any-return, operator]
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_of_twenty_guesses_at_once_five_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    season, heard = make_season(), list[str]()

    def check(_typed: str, encoded: str) -> bool:
        heard.append(encoded)
        return False

    monkeypatch.setattr(sign_in_action, "check_password", check)
    answers = at_once(20, lambda _: give(Client(), season.school.urn, WRONG).status)
    assert (answers.count(200), answers.count(429)) == (5, 15)
    assert len(heard) == 5
    assert limits.look(guesses.ADDRESS, "127.0.0.1").left < 10 + 2


def test_of_four_right_codes_at_once_one_lets_in() -> None:
    season = make_season()
    clients = [Client() for _ in range(4)]
    for client in clients:
        give(client, season.school.urn)
    code = newest_code()
    answers = at_once(4, lambda number: clients[number].post("/sign-in/code/", {"code": code}).status_code)
    assert answers.count(302) == 1
    assert verbs_of(season.head).count("person.signed_in") == 1


def test_of_five_presses_at_once_one_spends_the_link() -> None:
    season = make_season()
    Client().post("/forgotten-password/", {"username": season.school.urn})
    clients = [Client() for _ in range(5)]
    for client in clients:
        client.get(newest_link("new_password"))
    typed = {"username": "x", "password": NEW}
    at_once(5, lambda number: clients[number].post("/new-password/", typed).status_code)
    assert verbs_of(season.head).count("person.password_set") == 1
    assert Link.objects.filter(spent_at__isnull=False).count() == 1
