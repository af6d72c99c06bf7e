"""Access ended in one press: every session, every membership."""

from django.db.models import QuerySet

from muster.portal.audit.models import Event
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.memberships import join, leave
from muster.portal.organisations.models import Membership, Person, Role, SignInName
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


def revoke_page(person: Person) -> str:
    membership = person.memberships.filter(ended_at=None).first()
    assert membership is not None
    return f"/authority/people/{membership.public_id}/revoke/"


def test_the_next_request_is_turned_away_and_every_role_is_gone(
    season: Season, client_of: ClientOf, mails: QuerySet[Mail]
) -> None:
    join(SYSTEM, season.reader, Role.SENDER, season.other_school)
    theirs = client_of(season.reader)
    assert theirs.get("/home/").status_code == 200
    client_of(season.officer).post(revoke_page(season.reader))
    assert theirs.get("/home/").headers["Location"].startswith("/sign-in/")
    assert not season.reader.memberships.filter(ended_at=None).exists()
    assert [mail.to_address for mail in mails if mail.template == "membership_ended"] == [season.reader.email]
    assert Event.objects.get(verb="person.revoked").facts["memberships"] == 2


def test_a_head_may_be_revoked_and_the_urn_signs_nobody_in(season: Season, client_of: ClientOf) -> None:
    client_of(season.officer).post(revoke_page(season.head))
    assert SignInName.objects.get(school=season.school).person is None
    assert "1 school without a head teacher" in text(client_of(season.officer).get("/authority/"))


def test_what_they_are_at_another_authority_is_not_touched(season: Season, client_of: ClientOf) -> None:
    join(SYSTEM, season.reader, Role.ADVISER, season.twin.authority)
    client_of(season.officer).post(revoke_page(season.reader))
    assert [one.authority for one in season.reader.memberships.filter(ended_at=None)] == [season.twin.authority]


def test_an_officer_who_is_also_a_schools_reader_is_not_an_officers_to_revoke(
    season: Season, client_of: ClientOf
) -> None:
    join(SYSTEM, season.manager, Role.READER, season.school)
    at_school = season.manager.memberships.get(school=season.school).public_id
    answer = client_of(season.officer).post(f"/authority/people/{at_school}/revoke/")
    assert answer.status_code == 403


def test_pressed_twice_it_says_that_nothing_is_left(season: Season, client_of: ClientOf) -> None:
    page = revoke_page(season.reader)
    browser = client_of(season.officer)
    browser.post(page)
    assert "has no access here any more" in text(browser.post(page, follow=True))


def test_the_last_who_decides_stays(season: Season, client_of: ClientOf) -> None:
    leave(SYSTEM, season.manager.memberships.get())
    browser = client_of(season.officer)
    assert "Add another officer first" in text(browser.post(revoke_page(season.officer), follow=True))
    assert Membership.objects.filter(person=season.officer, ended_at=None).exists()
