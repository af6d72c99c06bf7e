"""Several requests at the same moment: the provider is asked once, and somebody new is one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.organisations.models import Person, ProviderAccount, ProviderSession
from tests.portal.season import make_season
from tests.portal.servers.openid import OpenIdProvider
from tests.portal.signing_on.door import HOST, Door, settled

pytestmark = pytest.mark.django_db(transaction=True)
ADA = "ada@a.example"


def get(browser: Client, address: str) -> int:
    try:
        return browser.get(address).status_code
    finally:
        connection.close()


def test_of_four_requests_at_once_one_asks_and_all_go_on(council: OpenIdProvider) -> None:
    season = make_season()
    door = Door(season, council, settled(season, council))
    council.know(ADA, roles=["OF"])
    door.come(ADA)
    long_ago = clock.now() - timedelta(minutes=6)
    ProviderSession.objects.update(asked_at=long_ago)
    same = [Client(headers={"host": HOST}) for _ in range(4)]
    for browser in same:
        browser.cookies = door.browser.cookies
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(get, same, ["/authority/"] * 4)) == {200}
    assert ProviderSession.objects.get().asked_at > long_ago
    ProviderSession.objects.update(asked_at=long_ago)
    assert door.is_in()


def test_somebody_new_in_two_browsers_at_once_is_one_person(council: OpenIdProvider) -> None:
    season = make_season()
    door = Door(season, council, settled(season, council))
    council.know(ADA, roles=["OF"])
    browsers = [door.another(), door.another()]
    backs = [council.answer(door.out(one), ADA).removeprefix(f"http://{HOST}") for one in browsers]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(get, browsers, backs)) == [302, 302]
    assert Person.objects.filter(email=ADA).count() == ProviderAccount.objects.count() == 1
    assert all(door.is_in(one) for one in browsers)
