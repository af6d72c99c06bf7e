"""An authority's list of schools: loaded, loaded again, changed."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.formats.reference import SchoolRow
from muster.portal.audit.models import Event
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.actions.memberships import make_head
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import Authority, School, SignInName, Trust


@pytest.fixture
def authority(db: None) -> Authority:
    return found_authority(SYSTEM, "340", "Southshire", "data@south.example")


def row(number: int = 1, **details: object) -> SchoolRow:
    said = {"la": "340", "estab": f"300{number}", "urn": f"20000{number}", "name": f"School {number}"} | details
    return SchoolRow(**said)  # type: ignore[arg-type]


def number_of_urn(urn: str) -> str:
    return SignInName.objects.get(name=urn).school.number


def test_every_school_gets_its_urn_as_a_name_to_sign_in_with(authority: Authority) -> None:
    done = add_schools(SYSTEM, authority, [row(1), row(2)])
    assert len(done.added) == 2
    assert number_of_urn("200002") == "3403002"


def test_the_details_are_kept(authority: Authority) -> None:
    given = row(email=" Office@One.example ", areas=("Ward A",), predecessors=("3402000",), opened=date(2020, 9, 1))
    add_schools(SYSTEM, authority, [given])
    kept = School.objects.get(authority=authority)
    assert (kept.email, kept.areas, kept.predecessors) == ("office@one.example", ["Ward A"], ["3402000"])
    assert kept.opened == date(2020, 9, 1)


def test_the_trusts_of_the_rows_are_made_once(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1, trust="Elm Trust"), row(2, trust="Elm Trust")])
    assert Trust.objects.get(authority=authority).schools.count() == 2


def test_the_same_list_again_changes_nothing(authority: Authority) -> None:
    rows = [row(1, trust="Elm Trust", areas=("Ward A",)), row(2)]
    add_schools(SYSTEM, authority, rows)
    again = add_schools(SYSTEM, authority, rows)
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)


def test_a_detail_that_changed_is_told_and_counts_the_revision_up(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1), row(2)])
    done = add_schools(SYSTEM, authority, [row(1, mis="Arbor"), row(2)])
    assert [school.mis for school in done.changed] == ["Arbor"]
    assert School.objects.get(authority=authority, estab="3001").revision == 2


def test_a_school_that_no_row_names_stays(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1), row(2)])
    add_schools(SYSTEM, authority, [row(1)])
    assert School.objects.filter(authority=authority).count() == 2


def test_a_new_urn_moves_the_name_and_keeps_the_head(authority: Authority) -> None:
    school = add_schools(SYSTEM, authority, [row(1)]).added[0]
    head = add_person(SYSTEM, "h@own.example", "Hope Okazqxfor")
    make_head(SYSTEM, school, head)
    add_schools(SYSTEM, authority, [row(1, urn="299999")])
    assert SignInName.objects.get(school=school).name == "299999"
    assert SignInName.objects.get(school=school).person == head


def test_a_new_number_is_the_same_school_by_its_urn(authority: Authority) -> None:
    school = add_schools(SYSTEM, authority, [row(1)]).added[0]
    done = add_schools(SYSTEM, authority, [row(1, estab="4001")])
    assert [one.pk for one in done.changed] == [school.pk]
    assert number_of_urn("200001") == "3404001"


def test_a_school_that_replaced_one_takes_its_place(authority: Authority) -> None:
    school = add_schools(SYSTEM, authority, [row(1)]).added[0]
    done = add_schools(SYSTEM, authority, [row(2, urn="288888", predecessor_urn="200001")])
    assert [one.pk for one in done.changed] == [school.pk]


def test_a_school_that_replaced_two_is_new(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1), row(2)])
    done = add_schools(SYSTEM, authority, [row(3, predecessors=("3403001", "3403002"))])
    assert len(done.added) == 1


def test_one_whose_predecessor_is_still_listed_is_new(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1)])
    done = add_schools(SYSTEM, authority, [row(1), row(2, predecessor_urn="200001")])
    assert len(done.added) == 1


def test_a_urn_of_another_authoritys_school_is_no_second_name(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1)])
    other = found_authority(SYSTEM, "341", "Westshire", "data@west.example")
    done = add_schools(SYSTEM, other, [row(1)])
    assert done.without_name == done.added
    assert SignInName.objects.get(name="200001").authority == authority


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([row(1, urn="")], "school_without_urn"),
        ([row(1), row(2, urn="200001")], "school_twice"),
        ([row(1), row(1, urn="200009")], "school_twice"),
        ([row(1, email="not an address")], "school_details_wrong"),
        ([row(1, name="x" * 201)], "school_details_wrong"),
        ([row(1, urn="12345")], "school_details_wrong"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_kept(authority: Authority, rows: list[SchoolRow], refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        add_schools(SYSTEM, authority, rows)
    assert refused.value.id == refusal
    assert refused.value.sentence
    assert not School.objects.filter(authority=authority).exists()


def test_a_row_with_one_schools_number_and_anothers_urn_is_refused(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1), row(2)])
    with pytest.raises(Refusal, match="school_is_two"):
        add_schools(SYSTEM, authority, [row(1, urn="200002")])


def test_a_urn_given_on_to_another_number_in_one_list_is_refused(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1)])
    with pytest.raises(Refusal, match="school_twice"):
        add_schools(SYSTEM, authority, [row(1, urn="277777"), row(2, urn="200001")])


def test_each_school_has_its_event_and_the_load_one_with_counts(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1), row(2)])
    events = Event.objects.filter(chain=authority.public_id)
    assert events.filter(verb="school.added").count() == 2
    assert events.get(verb="schools.loaded").facts == {"added": 2, "changed": 0, "unchanged": 0}


def test_a_schools_address_stands_in_no_event(authority: Authority) -> None:
    add_schools(SYSTEM, authority, [row(1)])
    add_schools(SYSTEM, authority, [row(1, email="office@one.example")])
    assert not Event.objects.filter(facts__icontains="office@one.example").exists()
    assert Event.objects.get(verb="school.changed").facts["fields"] == ["email"]


def test_three_hundred_schools_take_few_queries(
    authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [row(estab=f"{2000 + one}", urn=f"{300000 + one}") for one in range(300)]
    with django_assert_max_num_queries(25):
        add_schools(SYSTEM, authority, rows)


def test_an_authority_needs_a_number_of_three_figures(db: None) -> None:
    with pytest.raises(Refusal, match="authority_details_wrong"):
        found_authority(SYSTEM, "34", "Southshire", "data@south.example")


def test_a_number_is_one_authoritys(authority: Authority) -> None:
    with pytest.raises(Refusal, match="authority_details_wrong"):
        found_authority(SYSTEM, "340", "Another", "data@another.example")
