"""Whatever is sent, settled, undone and sent again: each child is counted once, or it is explained why not."""

import random
from collections import Counter

import pytest

from muster.framework import load_framework
from muster.portal.casework.exports.ctfs import Before, school_ctf
from muster.portal.duplicates.actions.deciding import Decision, accept_proposals, decide, hold_decisions, not_same
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.actions.undoing import undo
from muster.portal.duplicates.case_view import WAITING, CaseView
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.duplicates.reads.waiting import WaitingCases, waiting_cases
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.publishing.of_schools import confirmed_counts
from muster.portal.pupils.actions import protect
from muster.portal.returns.claims import claims, counted
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.returns.reads.figures import figures_of_schools
from muster.portal.returns.reads.results import results_of
from muster.portal.returns.reads.standing import counts_of_all, pupils_of, standing_of
from tests.portal.collected import YEAR, acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.season import Season

STEPS = 10


def explains(view: CaseView, times: int) -> bool:
    """Whether the case says why its pupil is counted so many times."""
    case = view.case
    if case.outcome == Case.Outcome.DECIDED:
        return times == 0 and (case.submits is None or view.is_awaited)
    return times > 1


def unexplained(places: TwoPlaces) -> list[int]:
    """The children of those who were sent that are not counted once, and of whom no case says why."""
    collection = places.first.collection
    sent = set(claims(collection).values_list("child_id", flat=True))
    times = Counter(counted(claims(collection)).values_list("child_id", flat=True))
    of_child = {side.child_id: view for view in cases_of(places.scope, collection) for side in view.case.sides.all()}
    return [
        child
        for child in sent
        if times[child] != 1 and not (child in of_child and explains(of_child[child], times[child]))
    ]


def agree(places: TwoPlaces) -> bool:
    """Whether figures, exports and files count the same pupils."""
    collection = places.first.collection
    standing = standing_of(places.scope, collection)
    counts = counts_of_all(places.scope, collection, standing)
    here = Counter(counted(claims(collection)).values_list("version_id", flat=True))
    for one in standing:
        assert one.version is not None
        pupils = [pupil for pupil in pupils_of(places.scope, one) if not pupil.is_struck]
        ctf = school_ctf(places.scope, collection, one, Before([]), clock.now())
        if not counts[one.version.pk].eligible == here[one.version.pk] == len(pupils) == len(ctf.pupils):
            return False
    return True


def waits(places: TwoPlaces) -> bool:
    """Whether the queue counts the cases that a list says are waiting."""
    collection = places.first.collection
    listed = [one.case for one in cases_of(places.scope, collection) if one.state in WAITING]
    since = min((case.changed_at or case.made_at for case in listed), default=None)
    return waiting_cases(places.scope, collection) == WaitingCases(len(listed), since)


def step(places: TwoPlaces, case: Case, dice: random.Random) -> None:
    """Something that officers or schools do; what is refused changes nothing."""
    officer, now = acting(places.side.officer), Case.objects.get(pk=case.pk)
    first, second = places.first.school.public_id, places.second.school.public_id
    collection = places.first.collection
    choices = (
        lambda: places.send(first=dice.random() < 0.7, second=dice.random() < 0.7),
        lambda: decide(officer, now, now.revision, Decision(dice.choice((first, second, "")), "So agreed.")),
        lambda: undo(officer, now, now.revision),
        lambda: not_same(officer, now, now.revision, "Twins."),
        lambda: accept_proposals(officer, collection, [(now.public_id, now.revision)]),
        lambda: hold_decisions(officer, collection),
        lambda: look(collection),
    )
    try:
        dice.choices(choices, weights=(3, 3, 2, 1, 1, 1, 2))[0]()
    except Refusal:
        return


@pytest.mark.parametrize("seed", range(4))
def test_each_child_is_counted_once_or_explained(season: Season, seed: int) -> None:
    dice = random.Random(seed)
    places, case = settled_dates(season) if seed % 2 else sent_case(season)
    for _ in range(STEPS):
        step(places, case, dice)
        assert unexplained(places) == []
        assert agree(places)
        assert waits(places)


def test_nothing_explains_a_pupil_who_is_counted_twice_without_a_case(season: Season) -> None:
    places, case = sent_case(season)
    case.sides.all().delete()
    assert len(unexplained(places)) == 1


def test_the_figures_of_confirmed_schools_leave_a_struck_pupil_out(season: Season) -> None:
    places, case = settled_dates(season)
    for row in Return.objects.all():
        Return.objects.filter(pk=row.pk).update(confirmed=row.newest_id, newest=None, in_force=InForce.CONFIRMED)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    schools = [season.school, season.other_school]
    found = figures_of_schools(places.scope, load_framework(YEAR), places.first.collection, schools)
    assert [one.counts.eligible for one in found if one.counts] == [6, 3]


def test_a_school_and_its_trust_read_of_no_protected_pupil_that_they_are_counted_elsewhere(season: Season) -> None:
    places, case = settled_dates(season)
    for row in Return.objects.all():
        Return.objects.filter(pk=row.pk).update(confirmed=row.newest_id, newest=None, in_force=InForce.CONFIRMED)
    protect(acting(season.officer), places.child, places.child.revision)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    own = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    collection, other = places.first.collection, season.other_school
    found = {scope.level: figures_of_schools(scope, load_framework(YEAR), collection, [other]) for scope in (
        places.scope, own)}  # fmt: skip
    assert {level: one.counts.eligible for level, (one,) in found.items() if one.counts} == {
        Level.AUTHORITY: 3,
        Level.SCHOOL: 4,
    }
    assert confirmed_counts(collection, own, [])[other.pk].all.eligible == len(places.second.entries)


def test_the_results_stay_as_they_were_sent_and_say_who_is_counted_elsewhere(season: Season) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    version = places.second.school_return().version
    assert version is not None
    assert [one.is_struck for one in results_of(places.scope, version)] == [True, False, False, False]
