"""Who belongs where: joining, leaving, another role, a new head."""

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.access import access_of
from muster.portal.organisations.actions.memberships import change_role, join, leave, make_head
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.models import Membership, Person, Role, SignInName
from muster.portal.organisations.policies import has_own_address
from tests.portal.season import Season


def of(person: Person) -> Membership:
    return Membership.objects.get(person=person, ended_at__isnull=True)


def test_an_address_is_one_person(season: Season) -> None:
    assert add_person(SYSTEM, " HEAD@a.example ", "Somebody Else") == season.head
    assert Person.objects.get(pk=season.head.pk).name == season.head.name


def test_somebody_new_has_no_password(season: Season) -> None:
    assert not add_person(SYSTEM, "new@own.example", "Nia Newzqxfor").has_usable_password()


@pytest.mark.parametrize(
    ("email", "name", "refusal"),
    [
        ("office@school1.example", "Nia Newzqxfor", "address_shared"),
        ("OFFICE@School1.example", "Nia Newzqxfor", "address_shared"),
        ("no address", "Nia Newzqxfor", "address_wrong"),
        ("new@own.example", "  ", "name_missing"),
    ],
)
def test_a_person_needs_a_name_and_an_address_of_their_own(season: Season, email: str, name: str, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        add_person(SYSTEM, email, name)


def test_somebody_may_belong_to_several_schools(season: Season) -> None:
    join(SYSTEM, season.sender, Role.READER, season.other_school)
    assert access_of(season.sender).schools == (season.school, season.other_school)


def test_nobody_has_two_roles_at_one_school(season: Season) -> None:
    with pytest.raises(Refusal, match="already_member"):
        join(SYSTEM, season.sender, Role.READER, season.school)


def test_a_role_must_fit_the_place(season: Season) -> None:
    with pytest.raises(Refusal, match="role_elsewhere"):
        join(SYSTEM, season.stranger, Role.OFFICER, season.school)
    with pytest.raises(Refusal, match="role_elsewhere"):
        join(SYSTEM, season.stranger, Role.SENDER, season.authority)


def test_who_left_reaches_nothing_and_their_sessions_end(season: Season) -> None:
    browser = Client()
    browser.force_login(season.reader)
    leave(SYSTEM, of(season.reader))
    assert not access_of(season.reader).schools
    assert not browser.get("/").wsgi_request.user.is_authenticated


def test_who_has_another_school_stays_signed_in(season: Season) -> None:
    kept = join(SYSTEM, season.reader, Role.READER, season.other_school)
    leave(SYSTEM, Membership.objects.exclude(pk=kept.pk).get(person=season.reader))
    epoch = Person.objects.get(pk=season.reader.pk).session_epoch
    assert (epoch, access_of(season.reader).schools) == (0, (season.other_school,))


def test_the_head_cannot_be_removed(season: Season) -> None:
    with pytest.raises(Refusal, match="head_stays"):
        leave(SYSTEM, of(season.head))


def test_the_last_officer_cannot_be_removed(season: Season) -> None:
    leave(SYSTEM, of(season.manager))
    with pytest.raises(Refusal, match="officer_stays"):
        leave(SYSTEM, of(season.officer))
    join(SYSTEM, season.stranger, Role.OFFICER, season.authority)
    leave(SYSTEM, of(season.officer))


def test_an_officer_of_the_twin_is_no_second_officer(season: Season) -> None:
    leave(SYSTEM, of(season.manager))
    join(SYSTEM, season.stranger, Role.OFFICER, season.twin.authority)
    with pytest.raises(Refusal, match="officer_stays"):
        leave(SYSTEM, of(season.officer))


def test_who_removes_too_late_is_told_who_was_first(season: Season) -> None:
    seen = of(season.reader)
    leave(SYSTEM, seen)
    with pytest.raises(Changed) as changed:
        leave(SYSTEM, seen)
    assert changed.value.facts["who"] == "Muster"
    assert changed.value.sentence


def test_another_role_is_another_membership(season: Season) -> None:
    seen = of(season.reader)
    change_role(SYSTEM, seen, Role.SENDER)
    assert of(season.reader).role == Role.SENDER
    with pytest.raises(Changed):
        change_role(SYSTEM, seen, Role.READER)


def test_the_heads_role_cannot_be_changed(season: Season) -> None:
    with pytest.raises(Refusal, match="head_stays"):
        change_role(SYSTEM, of(season.head), Role.READER)


def test_a_new_head_takes_the_name_and_the_earlier_ones_sessions_end(season: Season) -> None:
    browser = Client()
    browser.force_login(season.head)
    make_head(SYSTEM, season.school, season.stranger)
    assert SignInName.objects.get(school=season.school).person == season.stranger
    assert not browser.get("/").wsgi_request.user.is_authenticated
    assert not access_of(season.head).schools


def test_a_colleague_who_becomes_head_has_that_role_alone(season: Season) -> None:
    make_head(SYSTEM, season.school, season.sender)
    assert of(season.sender).role == Role.HEAD


def test_who_is_head_already_is_not_made_head_again(season: Season) -> None:
    with pytest.raises(Refusal, match="already_head"):
        make_head(SYSTEM, season.school, season.head)


def test_an_executive_head_keeps_the_other_school(season: Season) -> None:
    make_head(SYSTEM, season.academy, season.stranger)
    assert access_of(season.executive_head).schools == (season.second_academy,)


def test_a_shared_mailbox_is_nobodys_head(season: Season) -> None:
    shared = Person.objects.create(email="office@school2.example", name="Office")
    with pytest.raises(Refusal, match="address_shared"):
        make_head(SYSTEM, season.school, shared)


def test_each_change_has_its_event_at_the_school(season: Season) -> None:
    make_head(SYSTEM, season.school, season.stranger)
    events = Event.objects.filter(chain=season.authority.public_id, school=season.school.public_id)
    assert sorted(events.values_list("verb", flat=True)) == ["head.named", "membership.ended"]


def test_a_deputy_is_named_to_confirm_beside_the_head(season: Season) -> None:
    join(SYSTEM, season.stranger, Role.SIGNER, season.school)
    access = access_of(season.stranger)
    assert (access.may_sign, of(season.head).ended_at) == (True, None)


def test_who_confirms_has_an_address_of_their_own(season: Season) -> None:
    Person.objects.filter(pk=season.sender.pk).update(email=season.other_school.email)
    season.sender.refresh_from_db()
    with pytest.raises(Refusal, match="address_shared"):
        join(SYSTEM, season.sender, Role.SIGNER, season.other_school)
    with pytest.raises(Refusal, match="address_shared"):
        change_role(SYSTEM, of(season.sender), Role.SIGNER)


def test_links_that_sign_in_who_may_confirm_never_go_to_a_shared_mailbox(season: Season) -> None:
    assert has_own_address(season.signer)
    season.signer.email = season.school.email
    assert not has_own_address(season.signer)


def test_who_may_confirm_may_be_given_another_role(season: Season) -> None:
    change_role(SYSTEM, of(season.signer), Role.READER)
    assert not access_of(season.signer).may_sign
