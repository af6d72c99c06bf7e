"""Which officer looks after which schools: given together or not at all, nobody overruled unseen."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.casework.models import Assignment
from muster.portal.casework.reads.assignments import looked_after, officers
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.memberships import leave
from muster.portal.organisations.models import Membership, Person, School
from tests.portal.collected import acting
from tests.portal.season import Season


@pytest.fixture
def actor(season: Season) -> Actor:
    return acting(season.officer)


def scope_of(season: Season) -> Scope:
    return Scope(Level.AUTHORITY, season.authority.public_id)


def now_of(season: Season) -> dict[School, Person]:
    found = looked_after(scope_of(season))
    return {school: found[school.pk] for school in School.objects.filter(pk__in=found)}


def test_several_schools_are_given_at_once_and_taken_away(season: Season, actor: Actor) -> None:
    both = {season.school.public_id: 0, season.academy.public_id: 0}
    assert assign_schools(actor, season.authority, season.officer, both) == 2
    assert now_of(season) == {season.school: season.officer, season.academy: season.officer}
    assert assign_schools(actor, season.authority, None, {season.school.public_id: 1}) == 1
    assert now_of(season) == {season.academy: season.officer}


def test_the_trail_says_who_was_given_which_school_after_whom(season: Season, actor: Actor) -> None:
    assign_schools(actor, season.authority, season.officer, {season.school.public_id: 0})
    assign_schools(actor, season.authority, season.manager, {season.school.public_id: 1})
    facts = Event.objects.filter(verb="school.assigned").order_by("number").values_list("school", "facts")
    officer, manager = season.officer.public_id, season.manager.public_id
    assert list(facts) == [
        (season.school.public_id, {"officer": officer, "before": ""}),
        (season.school.public_id, {"officer": manager, "before": officer}),
    ]


def test_whoever_comes_second_is_told_who_was_first_and_changes_nothing(season: Season, actor: Actor) -> None:
    assign_schools(acting(season.manager), season.authority, season.manager, {season.school.public_id: 0})
    with pytest.raises(Changed) as told:
        assign_schools(
            actor, season.authority, season.officer, {season.school.public_id: 0, season.academy.public_id: 0}
        )
    assert f"{season.manager.name} changed who looks after Beech Lane Infant School" in told.value.sentence
    assert now_of(season) == {season.school: season.manager}


def test_the_same_again_is_no_quarrel(season: Season, actor: Actor) -> None:
    for _ in range(2):
        assign_schools(actor, season.authority, season.officer, {season.school.public_id: 0})
    assert Assignment.objects.get().revision == 1


def test_whoever_leaves_looks_after_nothing_until_they_are_back(season: Season, actor: Actor) -> None:
    assign_schools(actor, season.authority, season.officer, {season.school.public_id: 0})
    leave(acting(season.manager), Membership.objects.get(person=season.officer))
    assert now_of(season) == {}
    assert list(officers(scope_of(season))) == [season.manager]


@pytest.mark.parametrize("who", ["adviser", "head", "twin_officer", "stranger"])
def test_only_an_officer_of_the_authority_looks_after_schools(season: Season, actor: Actor, who: str) -> None:
    with pytest.raises(Refusal) as refused:
        assign_schools(actor, season.authority, getattr(season, who), {season.school.public_id: 0})
    assert refused.value.id == "officer_gone"
    assert not Assignment.objects.exists()


def test_another_authoritys_school_is_not_there(season: Season, actor: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        assign_schools(actor, season.authority, season.officer, {season.twin.school.public_id: 0})
    assert refused.value.id == "school_not_there"
    with pytest.raises(Refusal) as refused:
        assign_schools(actor, season.authority, season.officer, {})
    assert refused.value.id == "schools_none"


def test_the_twins_assignments_are_never_seen(season: Season) -> None:
    twin = season.twin
    assign_schools(acting(twin.officer), twin.authority, twin.officer, {twin.school.public_id: 0})
    assert looked_after(scope_of(season)) == {}
    school = Scope(Level.SCHOOL, twin.authority.public_id, frozenset({twin.school.public_id}))
    assert looked_after(school) == {}
