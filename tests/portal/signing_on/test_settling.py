"""The pages on how an authority's people sign in, its emergency account, and heads who come by the provider."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import QuerySet
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.authenticators import add_app
from muster.portal.organisations.actions.emergency import name_emergency_account
from muster.portal.organisations.actions.head_changes import name_head
from muster.portal.organisations.actions.links import make_link
from muster.portal.organisations.actions.memberships import change_role, leave
from muster.portal.organisations.actions.passwords import change_password
from muster.portal.organisations.actions.revoking import revoke
from muster.portal.organisations.actions.sign_in import record_sign_in
from muster.portal.organisations.models import EmergencyAccount, Link, Membership, Person, Role, SignInProvider
from muster.portal.outbox.models import Mail
from tests.everything.examples import SECRET as APP_SECRET
from tests.everything.examples import _app_code
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import PASSWORD, Season
from tests.portal.servers.openid import CLIENT, SECRET, OpenIdProvider
from tests.portal.signing_on.door import HOST, Door

PAGE = "/authority/sign-in/"
NAMED = {"name": "Emergency Okazqxfor", "email": "emergency@a.example", "seen": ""}


def given(council: OpenIdProvider, **other: str) -> dict[str, str]:
    return {
        "revision": "0", "name": "Northshire Council", "issuer": council.issuer + "/", "client_id": CLIENT,
        "secret": SECRET, "own_domains": "@A.example, b.gov.uk", "groups_claim": "roles", "managers": "MG",
        "officers": "OF\nOF2\n", "pupil_advisers": "", "advisers": "", "factor": "claimed", "passwords_allowed": "no",
    } | other  # fmt: skip


@pytest.fixture
def managers(season: Season, client_of: ClientOf) -> Client:
    """A manager's browser, at the host that the provider leads back to."""
    browser = client_of(season.manager)
    browser.defaults["HTTP_HOST"] = HOST
    return browser


def ready(season: Season) -> Person:
    """The emergency account named, with its password and its app."""
    made = name_emergency_account(SYSTEM, season.authority, NAMED["name"], NAMED["email"], seen="")
    person = made.membership.person
    Person.objects.filter(pk=person.pk).update(password=season.manager.password)
    person.refresh_from_db()
    add_app(person, APP_SECRET, _app_code())
    return person


def test_it_is_settled_tried_switched_on_and_off(
    season: Season, council: OpenIdProvider, managers: Client, mails: QuerySet[Mail]
) -> None:
    assert "The settings are saved" in text(managers.post(f"{PAGE}provider/", given(council), follow=True))
    provider = SignInProvider.objects.get()
    assert (provider.issuer, provider.own_domains) == (council.issuer, ["a.example", "b.gov.uk"])
    assert provider.groups == {"manager": ["MG"], "officer": ["OF", "OF2"]}
    assert SECRET.encode() not in bytes(provider.sealed_secret)
    assert SECRET not in text(managers.get(f"{PAGE}provider/"))
    switch = {"revision": str(provider.revision), "to": "on"}
    assert "Try it first" in text(managers.post(f"{PAGE}switch/", switch))
    council.know("ada@a.example", "Ada Okazqxfor", roles=["OF"], amr=["mfa"])
    out = managers.get(f"{PAGE}try/").headers["Location"]
    shown = text(managers.get(council.answer(out, "ada@a.example").removeprefix(f"http://{HOST}")))
    assert "Ada Okazqxfor" in shown
    assert "Data officer" in shown
    assert not Person.objects.filter(email="ada@a.example").exists()
    assert "Name an emergency account first" in text(managers.post(f"{PAGE}switch/", switch))
    ready(season)
    assert "People can sign in with" in text(managers.post(f"{PAGE}switch/", switch, follow=True))
    assert "Sign in with Northshire Council" in text(Client().get("/sign-in/with/"))
    assert managers.get(PAGE).status_code == 403  # a password opens the authority no more, the manager's neither
    emergency = Client(headers={"host": HOST})
    emergency.force_login(Person.objects.get(email=NAMED["email"]))
    off = {"revision": str(provider.revision + 1), "to": "off"}
    assert "any more" in text(emergency.post(f"{PAGE}switch/", off, follow=True))
    assert managers.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("issuer", "http://127.0.0.1:9", "it begins with https://"),
        ("issuer", "https://10.0.0.8/", "own network"),
        ("officers", "mg", "stands under two roles"),
        ("own_domains", "not a domain!", "is no domain"),
        ("secret", "", "Enter the client secret"),
        ("factor", "none", "Select a valid choice"),
    ],
)
def test_what_cannot_be_right_is_said(
    council: OpenIdProvider, managers: Client, field: str, typed: str, told: str
) -> None:
    assert told in text(managers.post(f"{PAGE}provider/", given(council, **{field: typed})))
    assert not SignInProvider.objects.exists()


def test_who_settles_second_is_told_who_was_first(season: Season, council: OpenIdProvider, managers: Client) -> None:
    managers.post(f"{PAGE}provider/", given(council))
    shown = text(managers.post(f"{PAGE}provider/", given(council, name="Another name")))
    assert season.manager.name in shown
    assert "Another name" in shown


@pytest.mark.parametrize("page", ["provider/", "try/", "switch/", "emergency/"])
def test_where_there_is_a_manager_nobody_else_settles_it(
    season: Season, client_of: ClientOf, managers: Client, page: str
) -> None:
    ask = {"try/": "get"}.get(page, "post")
    assert getattr(client_of(season.officer), ask)(PAGE + page).status_code == 403
    assert "A data manager settles this" in text(client_of(season.officer).get(PAGE))
    assert client_of(season.adviser).get(PAGE).status_code == 403


def test_the_emergency_account_is_named_and_replaced_never_removed(
    season: Season, managers: Client, mails: QuerySet[Mail]
) -> None:
    managers.post(f"{PAGE}emergency/", NAMED)
    first = EmergencyAccount.objects.get(ended_at=None)
    assert {mail.template for mail in mails if mail.to_address == NAMED["email"]} == {"joined", "first_access"}
    assert "Not yet: its holder must" in text(managers.get(PAGE))
    membership, person = first.membership, first.membership.person
    for do in (leave, lambda a, m: change_role(a, m, Role.OFFICER), lambda a, m: revoke(a, m.authority, m.person)):
        with pytest.raises(Refusal) as refused:
            do(SYSTEM, membership)
        assert refused.value.id == "emergency_stays"
    assert "named another emergency account meanwhile" in text(
        managers.post(f"{PAGE}emergency/", NAMED | {"email": "second@a.example"})
    )
    taken = NAMED | {"email": season.officer.email, "seen": first.public_id}
    assert "an account with this address already" in text(managers.post(f"{PAGE}emergency/", taken))
    managers.post(f"{PAGE}emergency/", NAMED | {"email": "second@a.example", "seen": first.public_id})
    assert not Membership.objects.filter(person=person, ended_at=None).exists()
    assert EmergencyAccount.objects.get(ended_at=None).membership.person.email == "second@a.example"


def test_an_emergency_password_is_longer(season: Season) -> None:
    person = ready(season)
    with pytest.raises(Refusal) as refused:
        change_password(person, PASSWORD, "seven-otter-lan")
    assert refused.value.facts == {"shortest": 20}


def test_while_the_provider_is_away_the_emergency_account_lets_in_and_all_are_told(
    door: Door, mails: QuerySet[Mail]
) -> None:
    person = ready(door.season)
    SignInProvider.objects.update(passwords_allowed=False)
    door.council.down()
    try:
        browser = door.another()
        browser.post("/sign-in/", {"username": person.email, "password": PASSWORD})
        code = format_hotp_value(hotp_value(APP_SECRET, _counter()))
        answer = browser.post("/sign-in/code/", {"code": code})
        assert answer.headers["Location"] == "/home/"
        assert door.is_in(browser)
        assert "The emergency account was used on" in text(browser.get("/authority/"))
    finally:
        door.council.up()
    told = {mail.to_address for mail in mails if mail.template == "emergency_used"}
    assert told == {door.season.authority.team_email, door.season.officer.email, door.season.manager.email}
    assert Event.objects.filter(verb="emergency_account.used").count() == 1


def test_nobody_elses_sign_in_is_told_of(season: Season, mails: QuerySet[Mail]) -> None:
    record_sign_in(season.manager, "app")
    assert not mails.filter(template="emergency_used").exists()


def test_an_officer_by_the_provider_who_is_named_head_is_head_by_a_password_alone(door: Door) -> None:
    """Change of head, end to end: the officer keeps the office by the provider, and signs by their own password."""
    season, email = door.season, "ada@a.example"
    door.council.know(email, roles=["OF"])
    door.come(email)
    person = Person.objects.get(email=email)
    earlier = door.another()
    earlier.force_login(season.head)
    name_head(SYSTEM, season.school, person.name, email, seen=season.head.memberships.get().public_id)
    assert earlier.get(f"/schools/{season.school.public_id}/").headers["Location"].startswith("/sign-in/")
    assert door.is_in()
    confirm: Any = door.browser.get(f"/schools/{season.school.public_id}/head/")
    assert confirm.status_code == 403
    theirs = door.another()
    theirs.force_login(person)
    assert theirs.get(f"/schools/{season.school.public_id}/head/").status_code == 200
    assert theirs.get("/authority/").status_code == 403
    name_head(SYSTEM, season.school, "Nia Newzqxfor", "nia@own.example", seen=_head(season))
    assert theirs.get("/home/").headers["Location"].startswith("/sign-in/")


def test_a_revoked_officer_by_the_provider_is_out_at_the_next_request(door: Door) -> None:
    door.council.know("ada@a.example", roles=["OF"])
    door.come("ada@a.example")
    person = Person.objects.get(email="ada@a.example")
    managers = door.another()
    managers.force_login(door.season.manager)
    page = f"/authority/people/{person.memberships.get(ended_at=None).public_id}/"
    assert "from their groups at Northshire Council" in text(managers.get(page))
    assert "By your own sign-in" in text(managers.get("/authority/people/"))
    managers.post(f"{page}revoke/")
    assert not door.is_in()


def test_who_is_invited_where_passwords_are_off_is_told_the_way_and_gets_no_link(
    door: Door, mails: QuerySet[Mail]
) -> None:
    SignInProvider.objects.update(passwords_allowed=False)
    managers = door.another()
    ready(door.season)
    managers.force_login(Person.objects.get(email=NAMED["email"]))
    managers.post("/authority/people/invite/", {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "adviser"})
    assert [mail.template for mail in mails if mail.to_address == "nia@own.example"] == ["joined_by_provider"]
    page = f"/authority/people/{Membership.objects.get(person__email='nia@own.example').public_id}/link/"
    assert "signs in with Northshire Council" in text(managers.post(page))


def test_a_new_password_by_a_link_opens_nothing_either(door: Door) -> None:
    SignInProvider.objects.update(passwords_allowed=False)
    officer, browser = door.season.officer, door.another()
    link = make_link(SYSTEM, officer, Link.Purpose.NEW_PASSWORD)
    browser.get(link.removeprefix(f"http://{HOST}"))
    answer = browser.post("/new-password/", {"username": officer.email, "password": "seven-otter-lantern"})
    assert "You sign in with Northshire Council" in text(answer)
    assert not door.is_in(browser)


def _head(season: Season) -> str:
    return Membership.objects.get(school=season.school, role=Role.HEAD, ended_at=None).public_id


def _counter() -> int:
    """The next code: the present one connected the app, and each counts once."""
    return int(clock.now().timestamp()) // 30 + 1
