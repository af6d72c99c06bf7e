"""Schools are asked once, and told by e-mail: the main address, the head, those who may send."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.links import decline_link
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.models import Membership, Role, School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from tests.portal.collecting.made_up import IN_MAY, OFFICER, asked, authority, day, draft, opened, schools, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> Collection:
    return opened(authority())


@pytest.fixture
def two(collection: Collection) -> list[School]:
    return schools(collection.authority)


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(IN_MAY):
        yield


def test_each_school_is_asked(collection: Collection, two: list[School]) -> None:
    ask_schools(OFFICER, collection, two)
    rows = Request.objects.filter(collection=collection)
    assert {(row.school, row.participation, row.sent_by_name, row.sent_at) for row in rows} == {
        (school, "asked", "Olu Okazqxfor", IN_MAY) for school in two
    }


def test_asking_again_asks_only_the_others(collection: Collection, two: list[School]) -> None:
    ask_schools(OFFICER, collection, two[:1])
    again = ask_schools(OFFICER, collection, two)
    assert ([row.school for row in again.requests], again.before, Mail.objects.count()) == (two[1:], 1, 2)


def test_mail_goes_to_the_main_address_the_head_the_signers_and_the_senders(
    collection: Collection, two: list[School]
) -> None:
    for role, name in ((Role.HEAD, "head"), (Role.SENDER, "sender"), (Role.READER, "reader")):
        staff(two[0], role, name)
    signer = add_person(OFFICER, "signer@people.example", "Signer Okazqxfor")
    Membership.objects.create(authority=two[0].authority, person=signer, role=Role.SIGNER, school=two[0])
    ask_schools(OFFICER, collection, two[:1])
    assert set(Mail.objects.values_list("to_address", flat=True)) == {
        "office1@school.example",
        "head.110001@people.example",
        "sender.110001@people.example",
        "signer@people.example",
    }


def test_a_school_without_any_address_is_told_to_the_officer(collection: Collection, two: list[School]) -> None:
    School.objects.filter(pk=two[0].pk).update(email="")
    two[0].refresh_from_db()
    assert ask_schools(OFFICER, collection, two).unreached == (two[0],)


def test_an_event_a_school_and_one_with_the_counts(collection: Collection, two: list[School]) -> None:
    before = Event.objects.count()
    ask_schools(OFFICER, collection, two)
    verbs = [event.verb for event in Event.objects.order_by("pk")[before:]]
    assert verbs == ["school.asked", "school.asked", "schools.asked"]


def test_the_mail_says_what_and_by_when(collection: Collection, two: list[School]) -> None:
    staff(two[0], Role.HEAD, "head")
    ask_schools(OFFICER, collection, two[:1])
    said = [text for mail in Mail.objects.order_by("pk") if (text := text_of(mail))]
    assert [mail.subject for mail in said] == [
        "Optional key stage 1 teacher assessment 2026: please send School 1’s results by 11:59pm on Friday 26 June 2026"
    ] * 2
    assert said[1].plain.startswith("Dear Head Okazqxfor\n\nZedshire asks School 1")
    assert "URN, 110001" in said[1].html
    assert "01234 567890" in said[0].plain


def test_the_mail_says_how_to_get_in_and_how_to_decline(collection: Collection, two: list[School]) -> None:
    asked = ask_schools(OFFICER, collection, two[:1])
    said = text_of(Mail.objects.get())
    assert said is not None
    for part in ("/guidance/", "/sign-in/", "/forgotten-password/", "/cannot-get-in/", decline_link(asked.requests[0])):
        assert part in said.plain
        assert part in said.html
    assert "maths and science for each pupil" in said.plain


def test_the_mail_asks_for_no_science_where_the_collection_does_not() -> None:
    place = authority()
    ask_schools(OFFICER, opened(place, science=False), schools(place)[:1])
    said = text_of(Mail.objects.get())
    assert said is not None
    assert "science" not in said.plain + said.html


def test_before_the_opening_the_mail_says_from_when(collection: Collection, two: list[School]) -> None:
    with clock.at(IN_MAY.replace(month=4, day=25)):
        ask_schools(OFFICER, collection, two[:1])
    said = text_of(Mail.objects.get())
    assert said is not None
    assert "Send the file, from 12:00am on Friday 1 May 2026 on." in said.plain


def test_a_draft_asks_nobody() -> None:
    place = authority()
    with pytest.raises(Refusal) as refusal:
        ask_schools(OFFICER, draft(place), schools(place))
    assert refusal.value.id == "collection_draft"


def test_a_closed_collection_asks_nobody(collection: Collection, two: list[School]) -> None:
    with clock.at(IN_MAY.replace(month=9)), pytest.raises(Refusal) as refusal:
        ask_schools(OFFICER, collection, two)
    assert refusal.value.sentence.startswith("This collection closed at 11:59pm on Monday 31 August 2026.")


def test_another_authoritys_school_is_not_asked(collection: Collection, two: list[School]) -> None:
    elsewhere = schools(authority("331"))
    with pytest.raises(Refusal) as refusal:
        ask_schools(OFFICER, collection, [*two, *elsewhere])
    assert (refusal.value.id, Request.objects.count()) == ("school_elsewhere", 0)


def test_a_school_that_has_closed_is_not_asked(collection: Collection, two: list[School]) -> None:
    two[0].closed = day("2026-05-12")
    with pytest.raises(Refusal) as refusal:
        ask_schools(OFFICER, collection, two)
    assert refusal.value.sentence.startswith("School 1 has closed.")


def test_where_the_trail_fails_nobody_is_asked(
    collection: Collection, two: list[School], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ObjectDoesNotExist

    monkeypatch.setattr("muster.portal.audit.action._append", fail)
    with pytest.raises(ObjectDoesNotExist):
        ask_schools(OFFICER, collection, two)
    assert (Request.objects.count(), Mail.objects.count()) == (0, 0)


def test_the_twins_schools_are_asked_beside_ours() -> None:
    ours, twins = asked(authority()), asked(authority("331"))
    assert (len(ours), len(twins), Request.objects.count()) == (2, 2, 4)
