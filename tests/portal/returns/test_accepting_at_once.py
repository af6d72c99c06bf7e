"""Two officers press at the same moment: each return is accepted once, and the second is told or finds it done."""

from functools import partial

import pytest

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.collecting.actions import ask_schools
from muster.portal.returns.actions.accepting import accept, accept_clear
from muster.portal.returns.actions.moderating import Asked, send_back
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Question
from tests.portal.at_once import at_once
from tests.portal.collected import Collected, acting, collect, roll_entries
from tests.portal.returns.signed import confirmed
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)


def sent() -> Collected:
    found = collect(make_season())
    found.send()
    confirmed(found)
    return found


def test_one_accepts_while_the_other_asks() -> None:
    collected = sent()
    side, seen = collected.side, collected.school_return().revision
    outcomes = at_once(
        lambda: accept(acting(side.officer), collected.request, seen),
        lambda: send_back(acting(side.manager), collected.request, seen, [Asked("Is it?")]),
    )
    told = [one for one in outcomes if isinstance(one, str)]
    is_accepted = collected.school_return().in_force == InForce.ACCEPTED
    assert told == [side.officer.name if is_accepted else side.manager.name]
    assert Question.objects.count() == (0 if is_accepted else 1)


def test_all_that_is_clear_pressed_by_both_is_accepted_once() -> None:
    first = sent()
    side = first.side
    (other,) = ask_schools(acting(side.officer), first.collection, [side.other_school]).requests
    second = Collected(side, first.collection, other, roll_entries(other.school))
    second.send(by=side.other_head)
    confirmed(second, by=side.other_head)
    chosen = {one.request.public_id: one.school_return().revision for one in (first, second)}
    both = [acting(side.officer), acting(side.manager)] * 2
    at_once(*(partial(accept_clear, who, first.collection, chosen) for who in both))
    assert Event.objects.filter(verb="return.accepted").count() == 2
    assert verify(side.authority.public_id).fault is None
