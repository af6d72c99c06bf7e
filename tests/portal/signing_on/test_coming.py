"""Who is let in by the provider, as whom, and who is not."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.invitations import invite
from muster.portal.organisations.actions.memberships import join
from muster.portal.organisations.actions.revoking import revoke
from muster.portal.organisations.models import Membership, Person, ProviderAccount, Role
from tests.portal.answers import text
from tests.portal.season import PASSWORD, Season
from tests.portal.signing_on.door import Door, role_of, settled

ADA = "ada@a.example"


def test_somebody_new_comes_in_by_their_groups_and_where_they_wanted_to_go(door: Door) -> None:
    door.council.know(ADA, "Ada Okazqxfor", roles=["OF", "AD"])
    answer = door.come(ADA)
    assert answer.headers["Location"] == "/authority/people/"
    assert door.is_in()
    person = Person.objects.get(email=ADA)
    assert (person.name, role_of(person)) == ("Ada Okazqxfor", Role.OFFICER)
    assert not person.has_usable_password()
    assert Event.objects.get(verb="person.signed_in").facts["factor"] == "provider"


def test_what_goes_out_is_a_code_with_pkce_state_and_nonce(door: Door) -> None:
    asked = parse_qs(urlsplit(door.out()).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost:8000/sign-in/with/330/back/"]
    assert len(asked["state"][0]) > 40
    assert len(asked["nonce"][0]) > 40


def test_from_another_host_one_is_led_to_the_one_that_the_provider_knows(door: Door) -> None:
    answer = Client(headers={"host": "127.0.0.1"}).get("/sign-in/with/330/?next=/authority/people/")
    assert answer.headers["Location"].startswith("http://localhost:8000/sign-in/with/330/?next=")


def test_roles_are_set_anew_each_time(door: Door) -> None:
    door.council.know(ADA, roles=["MG"])
    door.come(ADA)
    person = Person.objects.get(email=ADA)
    assert role_of(person) == Role.MANAGER
    door.council.know(ADA, roles=["AD"])
    door.come(ADA, door.another())
    assert role_of(person) == Role.ADVISER
    door.council.know(ADA, roles=[])
    assert "none of your groups may use Muster" in text(door.come(ADA, door.another()))
    assert not Membership.objects.filter(person=person, ended_at=None).exists()


def test_who_was_invited_is_known_by_that_very_address_and_then_by_subject_alone(door: Door) -> None:
    door.provider = settled(door.season, door.council, groups={})
    invite(SYSTEM, door.season.authority, Role.ADVISER, "Ada Okazqxfor", ADA)
    subject = door.council.know(ADA)
    door.come(ADA)
    assert door.is_in()
    assert ProviderAccount.objects.get().subject == subject
    Person.objects.filter(email=ADA).update(email="ada.new@a.example")
    other = door.another()
    door.come(ADA, other)
    assert door.is_in(other)
    assert ProviderAccount.objects.count() == 1


@pytest.mark.parametrize("role", ["head", "twin_officer", "operator"])
def test_an_address_alone_opens_nobodys_account(door: Door, role: str) -> None:
    person = getattr(door.season, role)
    door.council.know(person.email, roles=["MG"])
    answer = door.come(person.email)
    assert "Nobody invited you" in text(answer)
    assert not door.is_in()
    assert not ProviderAccount.objects.exists()


def test_an_address_that_is_not_proven_counts_only_in_a_domain_of_the_authoritys_own(door: Door) -> None:
    door.council.know(ADA, verified=False, roles=["OF"])
    assert "does not say that your e-mail address is yours" in text(door.come(ADA))
    door.provider = settled(door.season, door.council, own_domains=["a.example"])
    door.come(ADA)
    assert door.is_in()


def test_nobody_new_is_taken_where_roles_are_given_here(door: Door) -> None:
    door.provider = settled(door.season, door.council, groups={})
    door.council.know(ADA, roles=["MG"])
    assert "Nobody invited you" in text(door.come(ADA))


def test_groups_too_many_to_list_are_said_so(door: Door) -> None:
    door.provider = settled(door.season, door.council, groups_claim="groups")
    door.council.know(ADA, _claim_names={"groups": "src1"})
    assert "more groups than Northshire Council lists" in text(door.come(ADA))


def test_whose_access_was_revoked_is_not_let_in_by_groups_until_invited_again(door: Door) -> None:
    door.council.know(ADA, roles=["OF"])
    door.come(ADA)
    person = Person.objects.get(email=ADA)
    revoke(SYSTEM, door.season.authority, person)
    assert not door.is_in()
    assert "Your access to Northshire was ended" in text(door.come(ADA, door.another()))
    invite(SYSTEM, door.season.authority, Role.ADVISER, person.name, ADA)
    again = door.another()
    door.come(ADA, again)
    assert door.is_in(again)


def test_by_the_provider_one_is_the_authoritys_person_alone(door: Door) -> None:
    door.council.know(ADA, roles=["OF"])
    door.come(ADA)
    person = Person.objects.get(email=ADA)
    join(SYSTEM, person, Role.READER, door.season.school)
    join(SYSTEM, person, Role.OFFICER, door.season.twin.authority)
    shown = text(door.browser.get("/account/"))
    assert "Northshire Twin" not in shown
    assert "May read" not in shown


def test_whoever_came_by_the_provider_is_no_officer_by_a_password(door: Door, season: Season) -> None:
    theirs = Client(headers={"host": "localhost:8000"})
    theirs.force_login(season.officer)
    assert door.is_in(theirs)
    door.council.know(season.officer.email, roles=["OF"])
    door.come(season.officer.email)
    assert door.is_in()
    assert not door.is_in(theirs)
    typed = {"username": season.officer.email, "password": PASSWORD}
    assert "You sign in with Northshire Council" in text(door.another().post("/sign-in/", typed))


def test_where_passwords_are_off_none_opens_the_authority(door: Door, season: Season) -> None:
    settled(season, door.council, passwords_allowed=False)
    for person in (season.officer, season.manager, season.adviser):
        typed = {"username": person.email, "password": PASSWORD}
        assert "You sign in with Northshire Council" in text(door.another().post("/sign-in/", typed))
    typed = {"username": season.head.email, "password": PASSWORD}
    assert door.another().post("/sign-in/", typed).status_code == 302


def test_switched_off_passwords_open_again_what_they_did(door: Door, season: Season) -> None:
    settled(season, door.council, passwords_allowed=False)
    type(door.provider).objects.update(is_on=False)
    theirs = door.another()
    theirs.force_login(season.officer)
    assert door.is_in(theirs)
    assert door.browser.get("/sign-in/with/330/").status_code == 404


@pytest.mark.parametrize(
    ("factor", "claims", "asked"),
    [
        ("provider", {}, False),
        ("claimed", {}, True),
        ("claimed", {"amr": ["pwd", "mfa"]}, False),
        ("claimed", {"amr": ["pwd"]}, True),
        ("claimed", {"acr": "phr"}, False),
        ("own", {"amr": ["mfa"]}, True),
    ],
)
def test_the_second_factor_is_asked_by_whom_the_authority_says(
    door: Door, factor: str, claims: dict[str, Any], asked: bool
) -> None:
    door.provider = settled(door.season, door.council, factor=factor)
    door.council.know(ADA, roles=["OF"], **claims)
    answer = door.come(ADA)
    assert answer.headers["Location"] == ("/sign-in/code/" if asked else "/authority/people/")
    assert door.is_in() is not asked


def test_a_disabled_account_here_is_not_let_in(door: Door) -> None:
    door.council.know(ADA, roles=["OF"])
    door.come(ADA)
    Person.objects.filter(email=ADA).update(is_active=False)
    assert not door.is_in()
    assert "Your access to Northshire was ended" in text(door.come(ADA, door.another()))
