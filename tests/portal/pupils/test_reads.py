"""Identities are opened for the authority's officers and the machine; the twin's for nobody of ours."""

import pytest

from muster.portal.foundation.crypto import Unreadable
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.pupils.models import Identity
from muster.portal.pupils.reads import identities_with_upn, open_identities
from tests.portal.pupils.made_up import ADA, OTHER_UPN, UPN, identify_one
from tests.portal.season import Season


def officer_of(season: Season) -> Scope:
    return Scope(Level.AUTHORITY, season.authority.public_id)


def school_of(season: Season) -> Scope:
    return Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))


@pytest.fixture
def ids(season: Season) -> tuple[int, int]:
    """An identity of ours and its equal of the twin's."""
    return identify_one(season.authority, ADA).pk, identify_one(season.twin.authority, ADA).pk


def test_an_officer_opens_the_authoritys_own(season: Season, ids: tuple[int, int]) -> None:
    opened = open_identities(officer_of(season), ids)
    assert set(opened) == {ids[0]}
    assert opened[ids[0]].record == ADA
    assert not opened[ids[0]].is_protected


def test_a_school_opens_none_by_number(season: Season, ids: tuple[int, int]) -> None:
    assert open_identities(school_of(season), ids) == {}


def test_nobody_opens_none(season: Season, ids: tuple[int, int]) -> None:
    assert open_identities(NOBODY, ids) == {}


def test_the_machine_opens_those_of_every_authority(season: Season, ids: tuple[int, int]) -> None:
    assert set(open_identities(EVERYTHING, ids)) == set(ids)


def test_an_officer_finds_by_upn_however_it_is_typed(season: Season, ids: tuple[int, int]) -> None:
    assert set(identities_with_upn(officer_of(season), f" {UPN.lower()} ")) == {ids[0]}


def test_a_upn_that_no_pupil_has_finds_none(season: Season, ids: tuple[int, int]) -> None:
    assert identities_with_upn(officer_of(season), OTHER_UPN) == {}


def test_no_upn_finds_none(season: Season, ids: tuple[int, int]) -> None:
    assert identities_with_upn(officer_of(season), " ") == {}


def test_a_school_and_nobody_find_none_by_upn(season: Season, ids: tuple[int, int]) -> None:
    assert identities_with_upn(school_of(season), UPN) == {}
    assert identities_with_upn(NOBODY, UPN) == {}


def test_a_closed_identity_does_not_open_in_anothers_row(season: Season, ids: tuple[int, int]) -> None:
    other = identify_one(season.authority, type(ADA)("Zqxname", "Eve"))
    Identity.objects.filter(pk=other.pk).update(sealed=Identity.objects.get(pk=ids[0]).sealed)
    with pytest.raises(Unreadable):
        open_identities(EVERYTHING, [other.pk])
