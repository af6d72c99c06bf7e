"""A new head: named at the school, decided by the authority."""

import pytest
from django.db.models import QuerySet

from muster.portal.organisations.access import access_of
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.organisations.models import HeadChange, Membership, Person, SignInName
from muster.portal.outbox.models import Mail
from muster.portal.pages.shared.visits import actor_of
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

NEW = {"name": "Nia Newzqxfor", "email": "nia@own.example"}


@pytest.fixture
def page(season: Season) -> str:
    return f"/schools/{season.school.public_id}/head/"


@pytest.fixture
def change(season: Season) -> HeadChange:
    return ask_for_head(actor_of(season.sender), season.school, NEW["name"], NEW["email"])


def decide(change: HeadChange, verb: str) -> str:
    return f"/authority/heads/{change.public_id}/{verb}/"


@pytest.mark.parametrize("role", ["head", "sender"])
def test_the_head_and_the_office_name_somebody_and_the_data_team_is_told(
    season: Season, client_of: ClientOf, page: str, role: str, mails: QuerySet[Mail]
) -> None:
    answer = client_of(getattr(season, role)).post(page, NEW, follow=True)
    assert "has not decided yet" in text(answer)
    assert [(mail.template, mail.to_address) for mail in mails] == [("head_asked", season.authority.team_email)]
    assert access_of(season.head).may_sign


def test_the_second_to_name_somebody_is_told_who_was_first_and_keeps_what_was_typed(
    season: Season, client_of: ClientOf, page: str, change: HeadChange
) -> None:
    answer = client_of(season.head).post(page, NEW | {"name": "Olu Otherzqxfor"})
    assert f"{season.sender.name} named a new head on" in text(answer)
    assert 'value="Olu Otherzqxfor"' in text(answer)
    assert HeadChange.objects.get().name == NEW["name"]


@pytest.mark.parametrize("email", ["office@school1.example", "head@a.example", "nobody"])
def test_no_shared_address_no_present_head_no_wrong_address(
    season: Season, client_of: ClientOf, page: str, email: str
) -> None:
    assert client_of(season.sender).post(page, NEW | {"email": email}).status_code == 200
    assert not HeadChange.objects.exists()


def test_one_click_approves(season: Season, client_of: ClientOf, change: HeadChange) -> None:
    theirs = client_of(season.head)
    answer = client_of(season.officer).post(decide(change, "approve"), {"revision": "1"}, follow=True)
    assert "Nia Newzqxfor is now the head teacher" in text(answer)
    new = Person.objects.get(email="nia@own.example")
    assert SignInName.objects.get(school=season.school).person == new
    assert theirs.get("/home/").headers["Location"].startswith("/sign-in/")


def test_everybody_concerned_is_told_and_no_link_goes_to_the_shared_mailbox(
    season: Season, client_of: ClientOf, change: HeadChange, mails: QuerySet[Mail]
) -> None:
    client_of(season.officer).post(decide(change, "approve"), {"revision": "1"})
    assert {(mail.template, mail.to_address) for mail in mails} == {
        ("head_asked", season.authority.team_email),
        ("joined", "nia@own.example"),
        ("first_access", "nia@own.example"),
        ("head_ended", season.head.email),
        ("head_approved", season.sender.email),
        ("head_changed", season.school.email),
    }


def test_a_head_who_named_the_next_one_gets_one_mail(
    season: Season, client_of: ClientOf, page: str, mails: QuerySet[Mail]
) -> None:
    client_of(season.head).post(page, NEW)
    client_of(season.officer).post(decide(HeadChange.objects.get(), "approve"), {"revision": "1"})
    assert [mail.template for mail in mails if mail.to_address == season.head.email] == ["head_ended"]


def test_a_refusal_needs_a_reason_and_the_asker_is_told(
    season: Season, client_of: ClientOf, change: HeadChange, mails: QuerySet[Mail]
) -> None:
    browser = client_of(season.officer)
    assert "Say why" in text(browser.post(decide(change, "refuse"), {"revision": "1", "reason": " "}))
    browser.post(decide(change, "refuse"), {"revision": "1", "reason": "Ask again in September."})
    assert [(mail.template, mail.to_address) for mail in mails][-1] == ("head_refused", season.sender.email)
    assert access_of(season.head).may_sign


def test_the_school_sees_why_it_was_refused_and_may_name_again(
    season: Season, client_of: ClientOf, page: str, change: HeadChange
) -> None:
    client_of(season.officer).post(decide(change, "refuse"), {"revision": "1", "reason": "Ask again in September."})
    browser = client_of(season.sender)
    assert "Ask again in September." in text(browser.get(page))
    browser.post(page, NEW)
    assert HeadChange.objects.filter(state="asked").count() == 1


@pytest.mark.parametrize(("first", "done"), [("approve", "approved"), ("refuse", "refused")])
@pytest.mark.parametrize("second", ["approve", "refuse"])
def test_the_officer_who_decides_too_late_is_told_who_was_first(
    season: Season, client_of: ClientOf, change: HeadChange, first: str, done: str, second: str
) -> None:
    other = Person.objects.create(email="other-officer@a.example", name="Ola Officerzqxfor")
    Membership.objects.create(authority=season.authority, person=other, role="officer")
    given = {"revision": "1", "reason": "Ask again in September."}
    client_of(season.officer).post(decide(change, first), given)
    answer = client_of(other).post(decide(change, second), given)
    assert f"{season.officer.name} {done} this on" in text(answer)
    assert HeadChange.objects.get().state == done
    if second == "refuse":
        assert "Ask again in September." in text(answer)


@pytest.mark.parametrize(("verb", "told"), [("approve", "is now the head teacher"), ("refuse", "was refused")])
def test_a_button_pressed_twice_is_no_quarrel(
    season: Season, client_of: ClientOf, change: HeadChange, verb: str, told: str, mails: QuerySet[Mail]
) -> None:
    browser, given = client_of(season.officer), {"revision": "1", "reason": "Ask again in September."}
    browser.post(decide(change, verb), given)
    sent = mails.count()
    assert told in text(browser.post(decide(change, verb), given, follow=True))
    assert mails.count() == sent


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_an_adviser_decides_nothing(season: Season, client_of: ClientOf, change: HeadChange, verb: str) -> None:
    given = {"revision": "1", "reason": "No."}
    assert client_of(season.adviser).post(decide(change, verb), given).status_code == 403
    assert HeadChange.objects.get().state == "asked"


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_the_twins_officer_finds_no_such_change(
    season: Season, client_of: ClientOf, change: HeadChange, verb: str
) -> None:
    given = {"revision": "1", "reason": "No."}
    assert client_of(season.twin_officer).post(decide(change, verb), given).status_code == 404


def test_a_forged_revision_decides_nothing(season: Season, client_of: ClientOf, change: HeadChange) -> None:
    client_of(season.officer).post(decide(change, "approve"), {"revision": "7"})
    assert HeadChange.objects.get().state == "asked"


def test_a_colleague_becomes_head_without_a_new_account(
    season: Season, client_of: ClientOf, page: str, mails: QuerySet[Mail]
) -> None:
    client_of(season.head).post(page, {"name": "Anything", "email": season.sender.email})
    client_of(season.officer).post(decide(HeadChange.objects.get(), "approve"), {"revision": "1"})
    assert SignInName.objects.get(school=season.school).person == season.sender
    assert "first_access" not in {mail.template for mail in mails}


def test_what_was_done_keeps_the_earlier_heads_name(season: Season, client_of: ClientOf, change: HeadChange) -> None:
    client_of(season.officer).post(decide(change, "approve"), {"revision": "1"})
    ended = Membership.objects.get(school=season.school, role="head", ended_at__isnull=False)
    assert ended.person.name == season.head.name
