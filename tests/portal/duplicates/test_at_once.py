"""Officers and schools press at the same moment: one is first, the other is told, and nothing is counted twice."""

import pytest

from muster.portal.audit.verify import verify
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.deciding import Decision, accept_proposals, decide
from muster.portal.duplicates.models import Ask, Case
from muster.portal.returns.models import StruckClaim
from tests.portal.at_once import at_once
from tests.portal.collected import acting
from tests.portal.duplicates.test_counted_once import unexplained
from tests.portal.duplicates.two_places import TwoPlaces, settled_dates
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def settled() -> tuple[TwoPlaces, Case]:
    return settled_dates(make_season())


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
