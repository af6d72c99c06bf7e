"""Officers and schools press at the same moment: one is first, the other is told, and nothing is counted twice."""

from collections.abc import Callable, Sequence

import pytest

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.deciding import Decision, accept_proposals, decide
from muster.portal.duplicates.actions.looking import look, look_at_names
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.returns.models import StruckClaim
from tests.portal.at_once import at_once
from tests.portal.collected import acting, upn
from tests.portal.duplicates.test_counted_once import unexplained
from tests.portal.duplicates.test_looking import send_as
from tests.portal.duplicates.two_places import TwoPlaces, settled_dates, two_places
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)
SCHOOLS, SEVERAL = 2, 3


@pytest.fixture
def settled() -> tuple[TwoPlaces, Case]:
    return settled_dates(make_season())


@pytest.mark.parametrize("others", [(look,), (look_at_names,), (look, look, look_at_names)])
def test_looks_at_once_make_one_case(others: Sequence[Callable[[Collection], int]]) -> None:
    places = two_places(make_season())
    send_as(places, upn=upn(66))
    collection = places.first.collection
    changed = at_once(*(lambda one=one: one(collection) for one in (look, *others)))
    assert sum(changed) == 1  # type: ignore[arg-type]
    assert list(Case.objects.values_list("kind", flat=True)) == ["same_name"]
    assert Side.objects.count() == len({one.request_id for one in Side.objects.all()}) == SCHOOLS
    assert Event.objects.filter(verb="case.found").count() == 1
    assert verify(places.side.authority.public_id).fault is None


def test_a_school_that_comes_is_joined_once(settled: tuple[TwoPlaces, Case]) -> None:
    places, case = settled
    Side.objects.filter(case=case, request=places.second.request).delete()
    at_once(*[lambda: look(places.first.collection)] * SEVERAL)
    assert Case.objects.count() == 1
    assert Side.objects.count() == SCHOOLS
    assert Event.objects.filter(verb="case.joined").count() == 1


def test_two_officers_decide_otherwise(settled: tuple[TwoPlaces, Case]) -> None:
    places, case = settled
    side, seen = places.side, case.revision
    told = at_once(
        lambda: decide(acting(side.officer), case, seen, Decision(side.school.public_id)),
        lambda: decide(acting(side.manager), case, seen, Decision(side.other_school.public_id, "So agreed.")),
    )
    now = Case.objects.select_related("submits").get()
    first = side.officer if now.submits == side.school else side.manager
    assert [one for one in told if isinstance(one, str)] == [first.name]
    (struck,) = StruckClaim.objects.filter(lifted_at=None).select_related("school_return")
    assert struck.school_return.school_id != now.submits_id
    assert unexplained(places) == []
    assert verify(side.authority.public_id).fault is None


def test_all_that_is_proposed_pressed_by_both_is_settled_once(settled: tuple[TwoPlaces, Case]) -> None:
    places, case = settled
    chosen = [(case.public_id, case.revision)]
    both = (places.side.officer, places.side.manager)
    found = at_once(*(lambda who=who: accept_proposals(acting(who), case.collection, chosen) for who in both))
    assert sorted(one.accepted for one in found) == [0, 1]  # type: ignore[attr-defined]
    assert StruckClaim.objects.count() == 1


def test_a_school_sends_without_the_pupil_while_an_officer_decides(settled: tuple[TwoPlaces, Case]) -> None:
    places, case = settled
    at_once(
        lambda: decide(acting(places.side.officer), case, case.revision, Decision(places.side.school.public_id)),
        lambda: places.send(second=False),
        refusals=True,
    )
    assert unexplained(places) == []
    places.send()
    assert unexplained(places) == []


def test_a_school_answers_while_an_officer_decides(settled: tuple[TwoPlaces, Case]) -> None:
    places, case = settled
    side = places.view(case).claims[0].side.public_id
    case = ask(acting(places.side.officer), case, case.revision, [side])
    asked = Ask.objects.select_related("side__case__collection", "authority").get()
    decision = Decision(places.side.school.public_id)
    told = at_once(
        lambda: decide(acting(places.side.officer), case, case.revision, decision),
        lambda: answer_ask(acting(places.side.head), asked, asked.revision, OwnAnswer(view="ours")),
        refusals=True,
    )
    now = Case.objects.get()
    is_decided = now.outcome == Case.Outcome.DECIDED
    assert is_decided == (Ask.objects.get().answered_at is None)
    assert [one for one in told if isinstance(one, str)] == (
        ["case_ask_settled"] if is_decided else [places.side.head.name]
    )
