"""Colleagues: invited, given another role, sent their link again, removed."""

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.organisations.access import access_of
from muster.portal.organisations.models import Link, Membership, Person
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

NEW = {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "sender"}


@pytest.fixture
def people(season: Season) -> str:
    return f"/schools/{season.school.public_id}/people/"


@pytest.fixture
def browser(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def at(person: Person) -> Membership:
    return Membership.objects.get(person=person, ended_at__isnull=True)


def test_somebody_new_gets_a_notice_and_a_link(browser: Client, people: str, mails: QuerySet[Mail]) -> None:
    answer = browser.post(f"{people}invite/", NEW, follow=True)
    assert "Nia Newzqxfor was invited" in text(answer)
    assert [(mail.template, mail.to_address) for mail in mails] == [
        ("joined", "nia@own.example"),
        ("first_access", "nia@own.example"),
    ]


def test_somebody_who_has_a_password_gets_a_notice_alone(
    season: Season, browser: Client, people: str, mails: QuerySet[Mail]
) -> None:
    browser.post(f"{people}invite/", NEW | {"email": season.other_head.email, "role": "reader"})
    assert [mail.template for mail in mails] == ["joined"]
    assert season.school in access_of(season.other_head).schools
    assert Person.objects.get(pk=season.other_head.pk).name == season.other_head.name


@pytest.mark.parametrize("address", ["office@school1.example", "Office@School2.example"])
def test_a_shared_mailbox_is_not_invited(browser: Client, people: str, address: str) -> None:
    answer = browser.post(f"{people}invite/", NEW | {"email": address})
    assert "That is a school’s shared address" in text(answer).replace("&#x27;", "’")
    assert 'value="Nia Newzqxfor"' in text(answer)
    assert not Person.objects.filter(name="Nia Newzqxfor").exists()


def test_nobody_is_invited_as_head(browser: Client, people: str) -> None:
    answer = browser.post(f"{people}invite/", NEW | {"role": "head"})
    assert answer.status_code == 200
    assert not Person.objects.filter(email="nia@own.example").exists()


def test_the_second_invitation_of_one_address_is_told_and_keeps_what_was_typed(browser: Client, people: str) -> None:
    browser.post(f"{people}invite/", NEW)
    answer = browser.post(f"{people}invite/", NEW)
    assert "Nia Newzqxfor is already here" in text(answer)
    assert 'value="nia@own.example"' in text(answer)
    assert Membership.objects.filter(person__email="nia@own.example").count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "Enter the full name."),
        ({"email": "nia"}, "Enter an e-mail address in the right form"),
        ({"role": ""}, "Choose what they may do."),
    ],
)
def test_what_is_missing_is_said(browser: Client, people: str, given: dict[str, str], told: str) -> None:
    assert told in text(browser.post(f"{people}invite/", NEW | given))


def test_another_role_is_given(season: Season, browser: Client, people: str, mails: QuerySet[Mail]) -> None:
    browser.post(f"{people}{at(season.reader).public_id}/", {"role": "sender"})
    assert at(season.reader).role == "sender"
    assert [mail.template for mail in mails] == ["role_changed"]


def test_whoever_changes_a_role_too_late_is_told_who_was_first(
    season: Season, browser: Client, people: str, client_of: ClientOf
) -> None:
    page = f"{people}{at(season.reader).public_id}/"
    client_of(season.officer).post(page, {"role": "sender"})
    answer = browser.post(page, {"role": "sender"})
    assert f"{season.officer.name} changed what this person may do on" in text(answer)


def test_a_link_is_sent_again_to_the_persons_own_address(
    season: Season, browser: Client, people: str, mails: QuerySet[Mail]
) -> None:
    browser.post(f"{people}invite/", NEW)
    nia = Person.objects.get(email="nia@own.example")
    browser.post(f"{people}{at(nia).public_id}/link/")
    assert Link.objects.filter(person=nia, purpose="first_access").count() == 2
    assert {mail.to_address for mail in mails} == {"nia@own.example"}


def test_the_sixth_link_within_the_hour_is_refused(season: Season, browser: Client, people: str) -> None:
    page = f"{people}{at(season.reader).public_id}/link/"
    answers = [browser.post(page) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [200]
    assert "was sent five links within the hour" in text(answers[-1])


def test_who_is_removed_has_no_access_at_the_next_request(
    season: Season, browser: Client, people: str, client_of: ClientOf
) -> None:
    theirs = client_of(season.reader)
    browser.post(f"{people}{at(season.reader).public_id}/remove/")
    assert theirs.get(people).headers["Location"].startswith("/sign-in/")


def test_who_is_removed_from_one_school_of_two_stays_signed_in(
    season: Season, browser: Client, people: str, client_of: ClientOf
) -> None:
    client_of(season.other_head).post(
        f"/schools/{season.other_school.public_id}/people/invite/", NEW | {"email": season.reader.email}
    )
    theirs = client_of(Person.objects.get(pk=season.reader.pk))
    here = Membership.objects.get(person=season.reader, school=season.school)
    browser.post(f"{people}{here.public_id}/remove/")
    assert theirs.get(people).status_code == 404
    assert theirs.get(f"/schools/{season.other_school.public_id}/").status_code == 200


def test_removing_is_asked_first(season: Season, browser: Client, people: str) -> None:
    answer = browser.get(f"{people}{at(season.reader).public_id}/remove/")
    assert f"Remove {season.reader.name}?" in text(answer)
    assert at(season.reader).ended_at is None


def test_the_head_cannot_be_removed(season: Season, browser: Client, people: str) -> None:
    answer = browser.post(f"{people}{at(season.head).public_id}/remove/")
    assert "Name a new head first" in text(answer)
    assert at(season.head).ended_at is None


def test_who_removes_too_late_is_told_who_was_first(
    season: Season, browser: Client, people: str, client_of: ClientOf
) -> None:
    page = f"{people}{at(season.reader).public_id}/remove/"
    client_of(season.officer).post(page)
    assert f"{season.officer.name} changed what this person may do on" in text(browser.post(page))


def test_an_invitation_writes_its_events_without_the_address(season: Season, browser: Client, people: str) -> None:
    browser.post(f"{people}invite/", NEW)
    events = Event.objects.filter(chain=season.authority.public_id)
    assert set(events.values_list("verb", flat=True)) == {"person.added", "membership.begun", "link.made"}
    assert not events.filter(facts__icontains="own.example").exists()


def test_a_reader_sees_the_people_but_no_way_to_change_them(season: Season, people: str, client_of: ClientOf) -> None:
    page = text(client_of(season.reader).get(people))
    assert season.sender.name in page
    assert "invite/" not in page
