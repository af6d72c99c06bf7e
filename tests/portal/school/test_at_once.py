"""Two people at the same moment: one effect, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.organisations.models import HeadChange, Membership, Person
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tries: Callable[[], str]) -> list[str]:
    def one(do: Callable[[], str]) -> str:
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def pressing(person: Person, address: str, given: dict[str, str]) -> Callable[[], str]:
    client = Client()
    client.force_login(person)
    return lambda: text(client.post(address, given, follow=True))


def test_two_officers_decide_one_head_at_once() -> None:
    season = make_season()
    Membership.objects.filter(person=season.manager).update(ended_at=season.school.made_at)
    other = Person.objects.create(email="other-officer@a.example", name="Ola Officerzqxfor")
    Membership.objects.create(authority=season.authority, person=other, role="officer")
    change = ask_for_head(SYSTEM, season.school, "Nia Newzqxfor", "nia@own.example")
    page, given = f"/authority/heads/{change.public_id}", {"revision": "1", "reason": "Not yet."}
    answers = at_once(pressing(season.officer, f"{page}/approve/", given), pressing(other, f"{page}/refuse/", given))
    assert sum(" this on " in answer for answer in answers) == 1
    decided = HeadChange.objects.get()
    assert decided.decided_by_name in (season.officer.name, other.name)
    assert Event.objects.filter(verb__in=["head_change.approved", "head_change.refused"]).count() == 1
    assert Membership.objects.filter(school=season.school, role="head", ended_at=None).count() == 1


def test_two_heads_invite_one_address_at_once() -> None:
    season = make_season()
    given = {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "reader"}
    answers = at_once(
        pressing(season.head, f"/schools/{season.school.public_id}/people/invite/", given),
        pressing(season.other_head, f"/schools/{season.other_school.public_id}/people/invite/", given),
    )
    assert all("Nia Newzqxfor was invited" in answer for answer in answers)
    nia = Person.objects.get(email="nia@own.example")
    assert {one.school for one in nia.memberships.all()} == {season.school, season.other_school}


def test_a_form_sent_four_times_at_once_invites_once() -> None:
    season = make_season()
    page = f"/schools/{season.school.public_id}/people/invite/"
    given = {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "reader"}
    answers = at_once(*(pressing(season.head, page, given) for _ in range(4)))
    assert sum("Nia Newzqxfor was invited" in answer for answer in answers) == 1
    assert Membership.objects.filter(person__email="nia@own.example").count() == 1
    assert Mail.objects.filter(template="joined").count() == 1


def test_a_removal_pressed_by_two_happens_once() -> None:
    season = make_season()
    page = f"/schools/{season.school.public_id}/people/{season.reader.memberships.get().public_id}/remove/"
    answers = at_once(pressing(season.head, page, {}), pressing(season.officer, page, {}))
    assert sum("changed what this person may do on" in answer for answer in answers) == 1
    assert Event.objects.filter(verb="membership.ended").count() == 1


def test_the_last_two_officers_cannot_remove_each_other() -> None:
    season = make_season()
    Membership.objects.filter(person=season.manager).update(ended_at=season.school.made_at)
    other = Person.objects.create(email="other-officer@a.example", name="Ola Officerzqxfor")
    theirs = Membership.objects.create(authority=season.authority, person=other, role="officer")
    own = season.officer.memberships.get()
    at_once(
        pressing(season.officer, f"/authority/people/{theirs.public_id}/remove/", {}),
        pressing(other, f"/authority/people/{own.public_id}/remove/", {}),
    )
    assert Membership.objects.filter(authority=season.authority, role="officer", ended_at=None).count() == 1


def test_two_name_a_head_at_once_and_one_is_told() -> None:
    season = make_season()
    page = f"/schools/{season.school.public_id}/head/"
    answers = at_once(
        pressing(season.head, page, {"name": "Nia Newzqxfor", "email": "nia@own.example"}),
        pressing(season.sender, page, {"name": "Olu Otherzqxfor", "email": "olu@own.example"}),
    )
    assert sum("named a new head on" in answer for answer in answers) == 1
    assert HeadChange.objects.count() == 1


def test_somebody_is_invited_and_made_head_at_once() -> None:
    season = make_season()
    change = ask_for_head(SYSTEM, season.school, "Nia Newzqxfor", "nia@own.example")
    given = {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "reader"}
    at_once(
        pressing(season.officer, f"/schools/{season.school.public_id}/people/invite/", given),
        pressing(season.officer, f"/authority/heads/{change.public_id}/approve/", {"revision": "1"}),
    )
    nia = Person.objects.get(email="nia@own.example")
    assert [one.role for one in nia.memberships.filter(ended_at=None)] == ["head"]
