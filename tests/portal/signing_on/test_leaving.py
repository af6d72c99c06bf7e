"""Somebody disabled at the provider is out here: by being asked about, and by being told."""

from datetime import timedelta

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.provider_settings import switch_provider
from muster.portal.organisations.models import Person, ProviderSession, Role
from tests.portal.signing_on.door import Door, role_of

ADA = "ada@a.example"
LOGOUT = "/sign-in/with/330/signed-out/"


@pytest.fixture
def inside(door: Door) -> Door:
    """Ada is in, as an officer."""
    door.council.know(ADA, roles=["OF"], sid="there-1")
    door.come(ADA)
    assert door.is_in()
    return door


def is_in_after(door: Door, minutes: float, browser: Client | None = None) -> bool:
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        return door.is_in(browser)


def told(door: Door, **claims: object) -> int:
    token = door.council.logout_token(**claims)
    return Client().post(LOGOUT, {"logout_token": token}).status_code


def test_whoever_is_disabled_there_is_out_here_at_the_next_asking(inside: Door) -> None:
    other = inside.another()
    inside.come(ADA, other)
    inside.council.disable(ADA)
    assert is_in_after(inside, 4)
    assert not is_in_after(inside, 6)
    assert not is_in_after(inside, 4, other)
    with clock.at(clock.now() + timedelta(minutes=6)):
        answer = inside.browser.get("/authority/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/sign-in/?next=")
    assert Event.objects.get(verb="provider_session.ended").facts["why"] == "refused"


def test_who_is_still_there_is_asked_about_again_and_again(inside: Door) -> None:
    first = ProviderSession.objects.get()
    for minutes in (6, 12, 40):
        assert is_in_after(inside, minutes)
    renewed = ProviderSession.objects.get()
    assert renewed.asked_at > first.asked_at
    assert bytes(renewed.sealed_refresh or b"") != bytes(first.sealed_refresh or b"")


def test_between_two_askings_nobody_is_asked(inside: Door) -> None:
    inside.council.down()
    try:
        assert is_in_after(inside, 4)
        assert ProviderSession.objects.get().asked_at <= clock.now()
    finally:
        inside.council.up()


def test_a_provider_that_does_not_answer_ends_nothing_for_half_an_hour(inside: Door) -> None:
    inside.council.down()
    try:
        for minutes in (6, 8, 20, 29):
            assert is_in_after(inside, minutes)
        assert not is_in_after(inside, 31)
    finally:
        inside.council.up()


def test_a_role_that_is_taken_there_is_gone_here_at_the_next_asking(inside: Door) -> None:
    inside.council.know(ADA, roles=["AD"])
    assert is_in_after(inside, 6)
    assert role_of(Person.objects.get(email=ADA)) == Role.ADVISER
    inside.council.know(ADA, roles=[])
    assert not is_in_after(inside, 12)


def test_whose_session_ended_there_is_signed_out_here_when_the_provider_says_so(inside: Door) -> None:
    subject = inside.council.know(ADA, roles=["OF"], sid="there-1")
    assert told(inside, sub=subject) == 200
    assert not inside.is_in()
    assert Event.objects.get(verb="provider_session.ended").facts["why"] == "signed out there"


def test_by_its_own_id_one_session_ends_and_no_other(inside: Door) -> None:
    other = inside.another()
    subject = inside.council.know(ADA, roles=["OF"], sid="there-2")
    inside.come(ADA, other)
    assert told(inside, sid="there-1", sub=subject) == 200
    assert not inside.is_in()
    assert inside.is_in(other)


def test_a_logout_of_nobody_here_is_taken_and_ends_nothing(inside: Door) -> None:
    assert told(inside, sub="999") == 200
    assert inside.is_in()


def test_an_old_logout_ends_nothing_that_began_after_it(inside: Door) -> None:
    subject = inside.council.know(ADA, roles=["OF"])
    token = inside.council.logout_token(sub=subject)
    with clock.at(clock.now() + timedelta(minutes=3)):
        again = inside.another()
        inside.come(ADA, again)
        assert Client().post(LOGOUT, {"logout_token": token}).status_code == 200
        assert inside.is_in(again)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": None, "sid": None},
        {"sub": "1", "nonce": "n"},
        {"sub": "1", "events": {}},
        {"sub": "1", "aud": "another"},
        {"sub": "1", "iss": "https://another.example"},
        {"sub": "1", "iat": 1_700_000_000},
        {"sub": "1", "jti": None},
    ],
)
def test_what_is_no_logout_token_ends_nothing(inside: Door, claims: dict[str, object]) -> None:
    assert told(inside, **claims) == 400
    assert Client().post(LOGOUT, {"logout_token": "x.y.z"}).status_code == 400
    assert Client().post(LOGOUT).status_code == 400
    assert inside.is_in()


def test_switched_off_the_sessions_that_it_vouched_for_end(inside: Door) -> None:
    switch_provider(SYSTEM, inside.provider, inside.provider.revision, is_on=False)
    assert not inside.is_in()


def test_what_it_is_asked_by_is_sealed_and_goes_with_the_session(inside: Door) -> None:
    session = ProviderSession.objects.get()
    assert session.sealed_refresh is not None
    inside.council.disable(ADA)
    assert not is_in_after(inside, 6)
    session.refresh_from_db()
    assert session.sealed_refresh is None
