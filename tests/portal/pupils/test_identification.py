"""Who is whom: by UPN, former UPN, name and date of birth; and what is added."""

from dataclasses import dataclass
from datetime import date

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.formats.upn import is_temporary, is_well_formed
from muster.portal.audit.models import Event
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.pupils.actions import erase, identify
from muster.portal.pupils.identity_record import IdentityRecord, keyed_identity
from muster.portal.pupils.known import load_known
from muster.portal.pupils.models import Child, Identity
from muster.portal.pupils.reads import open_identities
from tests.portal.pupils.made_up import ADA, BORN, OFFICER, OTHER_UPN, TEMPORARY, UPN, identify_one
from tests.portal.season import Season


def but(**other: object) -> IdentityRecord:
    """Ada, but for these."""
    return msgspec.structs.replace(ADA, **other)


@dataclass
class Case:
    """Two identities, and whether they are one child's."""

    first: IdentityRecord
    second: IdentityRecord
    one_child: bool


CASES = {
    "the same": Case(ADA, ADA, True),
    "a UPN typed otherwise": Case(ADA, but(upn=f" {UPN[:5].lower()} {UPN[5:]}", surname="Other"), True),
    "another name, the same UPN": Case(ADA, but(surname="Zqxname", dob=None), True),
    "a former UPN": Case(ADA, but(upn=OTHER_UPN, former_upn=UPN, surname="Zqxname", dob=None), True),
    "an older file with the former UPN": Case(but(upn=OTHER_UPN, former_upn=UPN), but(surname="Zqxname"), True),
    "no UPN, name and birth": Case(ADA, but(upn=""), True),
    "no UPN at first": Case(but(upn=""), ADA, True),
    "accents and case": Case(but(upn="", surname="Ókazqxfor"), but(upn="", surname="OKAZQXFOR"), True),
    "a temporary UPN before": Case(but(upn=TEMPORARY), ADA, True),
    "a temporary UPN after": Case(ADA, but(upn=TEMPORARY), True),
    "one text that is no UPN": Case(but(upn="TBC"), but(upn="TBC", surname="Zqxname"), False),
    "one former text that is no UPN": Case(but(former_upn="none"), but(upn="none", surname="Zqxname"), False),
    "a text that is no UPN before": Case(but(upn="TBC"), ADA, True),
    "two lasting UPNs": Case(ADA, but(upn=OTHER_UPN), False),
    "another birth": Case(but(upn=""), but(upn="", dob=date(2019, 3, 15)), False),
    "another forename: twins": Case(but(upn=""), but(upn="", forename="Eve"), False),
    "a name without birth": Case(but(upn="", dob=None), but(upn="", dob=None), False),
    "a birth without name": Case(but(upn="", surname="", forename="-"), but(upn="", surname="", forename="'"), False),
}


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_who_is_the_same_child(season: Season, case: Case, at_once: bool) -> None:
    if at_once:
        first, second = identify(OFFICER, season.authority, [case.first, case.second])
    else:
        first, second = identify_one(season.authority, case.first), identify_one(season.authority, case.second)
    assert (first.child_id == second.child_id) is case.one_child


def test_the_upns_are_what_their_names_say() -> None:
    assert all(map(is_well_formed, (UPN, OTHER_UPN, TEMPORARY)))
    assert [is_temporary(upn) for upn in (UPN, OTHER_UPN, TEMPORARY)] == [False, False, True]


def test_a_name_that_two_children_have_tells_neither(season: Season) -> None:
    identify(OFFICER, season.authority, [ADA, but(upn=OTHER_UPN)])
    assert identify_one(season.authority, but(upn="")).child.identities.count() == 1


def test_the_twin_authority_has_children_of_its_own(season: Season) -> None:
    ours, theirs = identify_one(season.authority, ADA), identify_one(season.twin.authority, ADA)
    assert ours.child_id != theirs.child_id
    assert ours.upn_key != theirs.upn_key


def test_an_unchanged_identity_is_used_again(season: Season) -> None:
    assert identify_one(season.authority, ADA).pk == identify_one(season.authority, ADA).pk


def test_a_changed_identity_is_added_and_the_old_one_stays(season: Season) -> None:
    first, second = identify_one(season.authority, ADA), identify_one(season.authority, but(sex="M"))
    opened = open_identities(EVERYTHING, [first.pk, second.pk])
    assert [opened[one.pk].record for one in (first, second)] == [ADA, but(sex="M")]


def test_going_back_uses_the_first_again(season: Season) -> None:
    first = identify_one(season.authority, ADA)
    identify_one(season.authority, but(sex="M"))
    assert identify_one(season.authority, ADA).pk == first.pk


def test_the_caller_may_know_better(season: Season) -> None:
    child = identify_one(season.authority, ADA).child
    (again,) = identify(OFFICER, season.authority, [but(upn=OTHER_UPN)], {0: child})
    assert again.child_id == child.pk


def test_the_caller_may_know_whom_nothing_else_tells(season: Season) -> None:
    vague = but(upn="", dob=None)
    child = identify_one(season.authority, vague).child
    told, again = identify(OFFICER, season.authority, [ADA, vague], None, {0: child, 1: child})
    assert (told.child_id, again.child_id) == (child.pk, child.pk)


def test_what_else_the_caller_knows_gives_way_to_a_upn(season: Season) -> None:
    ada, other = (identify_one(season.authority, one).child for one in (ADA, but(upn="", dob=None)))
    (again,) = identify(OFFICER, season.authority, [ADA], None, {0: other})
    assert again.child_id == ada.pk


def test_answers_come_in_the_order_of_the_pupils(season: Season) -> None:
    people = [but(upn="", forename=f"Child {letter}") for letter in "cabd"]
    identities = identify(OFFICER, season.authority, people)
    opened = open_identities(EVERYTHING, [one.pk for one in identities])
    assert [opened[one.pk].record for one in identities] == people


def test_one_event_says_how_many_and_no_name(season: Season) -> None:
    identify_one(season.authority, ADA)
    before = Event.objects.count()
    identify(OFFICER, season.authority, [ADA, but(sex="M"), but(upn="", forename="Eve")])
    event = Event.objects.order_by("-number").filter(verb="pupils.identified")[0]
    assert Event.objects.count() == before + 1
    assert event.facts == {"pupils": 3, "children_added": 1, "identities_added": 2}


def test_no_pupil_writes_nothing(season: Season) -> None:
    before = Event.objects.count()
    assert identify(OFFICER, season.authority, []) == []
    assert Event.objects.count() == before


def test_each_identity_has_a_salt_of_its_own(season: Season) -> None:
    identify(OFFICER, season.authority, [but(upn="", forename=f"Child {number}") for number in "abcd"])
    salts = {bytes(salt) for salt in Identity.objects.values_list("salt", flat=True)}
    assert {len(salt) for salt in salts} == {16}
    assert len(salts) == 4


def test_an_erased_child_is_not_found_again(season: Season) -> None:
    child = identify_one(season.authority, ADA).child
    erase(OFFICER, season.authority, [child])
    assert identify_one(season.authority, ADA).child_id != child.pk


def test_what_is_returned_is_what_is_stored(season: Season) -> None:
    identity = identify_one(season.authority, ADA)
    stored = Identity.objects.get(pk=identity.pk)
    assert (stored.public_id, stored.child_id, bytes(stored.sealed)) == (
        identity.public_id,
        identity.child_id,
        bytes(identity.sealed),
    )
    assert stored.child.public_id == identity.child.public_id
    assert stored.made_at == identity.made_at


def test_rows_made_afterwards_have_keys_of_their_own(season: Season) -> None:
    identify_one(season.authority, ADA)
    later = Child.objects.create(authority=season.authority)
    assert identify_one(season.authority, but(upn=OTHER_UPN)).child_id > later.pk


_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_PEOPLE = st.lists(
    st.builds(
        IdentityRecord,
        surname=_TEXT,
        forename=_TEXT,
        upn=st.sampled_from(["", UPN, OTHER_UPN, TEMPORARY]) | _TEXT,
        former_upn=st.sampled_from(["", "", UPN]),
        dob=st.none() | st.dates(date(2017, 9, 1), date(2020, 8, 31)),
        sex=st.sampled_from(["", "F", "M", "?"]),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=_PEOPLE)
def test_whatever_is_given_is_read_again(season: Season, people: list[IdentityRecord]) -> None:
    identities = identify(OFFICER, season.authority, people)
    opened = open_identities(EVERYTHING, [one.pk for one in identities])
    assert [opened[one.pk].record for one in identities] == people


def test_the_same_pupils_again_add_nothing(season: Season) -> None:
    people = [ADA, but(upn="", forename="Eve"), but(upn=TEMPORARY, forename="Ibe", dob=BORN)]
    first = identify(OFFICER, season.authority, people)
    assert [one.pk for one in identify(OFFICER, season.authority, people)] == [one.pk for one in first]


def test_children_are_found_by_their_keys_and_never_all_gone_through(season: Season) -> None:
    identify(OFFICER, season.authority, [ADA])
    keys = keyed_identity(vault_of(season.authority.public_id), but(upn=OTHER_UPN, former_upn=UPN)).keys
    with CaptureQueriesContext(connection) as asked:
        known = load_known(season.authority, [keys, keys._replace(upn="", former_upn="")])
    assert known.child(keys) is not None
    assert len(asked) == 3
    # An order would have SQLite take the primary key's: all the authority's identities for a school's file.
    assert not [one["sql"] for one in asked if "ORDER BY" in one["sql"]]
