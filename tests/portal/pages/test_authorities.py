"""Whose portal a visitor sees."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from muster.portal.organisations.models import Authority
from muster.portal.pages.shared.authorities import authority_at

pytestmark = pytest.mark.django_db


def at(host: str) -> Authority | None:
    return authority_at(RequestFactory().get("/", headers={"host": host}))


def authority(la: str, host: str = "") -> Authority:
    return Authority.objects.create(la=la, name=f"Place {la}", host=host, team_email="data@a.example")


def test_an_only_authority_is_everybodys() -> None:
    only = authority("330")
    assert at("localhost") == only


def test_of_several_the_host_names_one(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["second.localhost"]
    authority("330")
    second = authority("331", "second.localhost")
    assert at("second.localhost") == at("second.localhost:8000") == second


@pytest.mark.parametrize("host", ["localhost", "[::1]", "[::1]:8000"])
def test_of_several_without_a_host_of_its_own_it_is_nobodys(host: str) -> None:
    authority("330")
    authority("331")
    assert at(host) is None


def test_without_an_authority_it_is_nobodys() -> None:
    assert at("localhost") is None
