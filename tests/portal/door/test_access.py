from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.portal.foundation import clock
from muster.portal.foundation.scope import NOBODY, Level
from muster.portal.organisations.access import access_of
from muster.portal.organisations.models import Role
from tests.portal.season import Season


def test_a_head_reaches_their_school_alone(season: Season) -> None:
    access = access_of(season.head)
    assert [school.pk for school in access.schools] == [season.school.pk]
    assert access.scope_at_school(season.school).schools == {season.school.public_id}
    assert access.scope_at_school(season.other_school) == NOBODY
    assert access.may_sign


def test_the_same_number_in_the_twin_authority_is_another_school(season: Season) -> None:
    access = access_of(season.head)
    assert access.scope_at_school(season.twin.school) == NOBODY
    assert access.scope_at_authority(season.twin.authority) == NOBODY


def test_an_executive_head_reaches_both_schools(season: Season) -> None:
    assert {school.pk for school in access_of(season.executive_head).schools} == {
        season.academy.pk,
        season.second_academy.pk,
    }


def test_a_trusts_lead_reaches_the_trusts_schools_and_no_other(season: Season) -> None:
    access = access_of(season.trust_lead)
    assert access.scope_at_authority(season.authority).schools == {
        season.academy.public_id,
        season.second_academy.public_id,
    }
    assert access.roles_at_school(season.academy) == {Role.TRUST_LEAD, Role.TRUST_VIEWER}
    assert access.roles_at_school(season.school) == frozenset()


def test_an_officer_sees_the_whole_authority_on_a_schools_page(season: Season) -> None:
    access = access_of(season.officer)
    assert access.scope_at_school(season.school).level is Level.AUTHORITY
    assert access.scope_at_school(season.twin.school) == NOBODY


def test_an_operator_reads_no_authority(season: Season) -> None:
    access = access_of(season.operator)
    assert access.is_operator
    assert access.scope_at_authority(season.authority) == NOBODY
    assert access.scope_at_school(season.school) == NOBODY


def test_an_ended_membership_reaches_nothing(season: Season) -> None:
    season.head.memberships.update(ended_at=clock.now())
    assert access_of(season.head).schools == ()


def test_a_closed_account_reaches_nothing(season: Season) -> None:
    season.officer.is_active = False
    assert access_of(season.officer).authorities == ()


def test_nobody_reaches_nothing(season: Season) -> None:
    assert access_of(None).scope_at_school(season.school) == NOBODY


def test_one_query_says_it_all(season: Season) -> None:
    with CaptureQueriesContext(connection) as queries:
        access = access_of(season.executive_head)
        assert len(access.schools) == 2
        assert {school.authority.name for school in access.schools} == {"Northshire"}
    assert len(queries) == 1
