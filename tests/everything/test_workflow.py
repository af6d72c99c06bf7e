"""Every move tried in every state, by every role: possible exactly where this table says, which was written by hand."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Role
from muster.portal.returns.actions.moving import moving
from muster.portal.returns.facts import Draft, InForce, Participation, Turn
from muster.portal.returns.models import Return
from muster.portal.returns.permissions import may_move
from muster.portal.returns.workflow import MOVES, Facts, after, every_state
from tests.portal.collected import Collected, acting, collect
from tests.portal.season import Season

_SCHOOL = {Role.HEAD, Role.SIGNER, Role.SENDER, Role.TRUST_LEAD}
_WHO: dict[str, set[Role]] = {
    "upload": _SCHOOL,
    "hand_in": _SCHOOL,
    "correct": _SCHOOL,
    "explain": _SCHOOL,
    "confirm": {Role.HEAD, Role.SIGNER, Role.SENDER},
    "withdraw": {Role.HEAD, Role.SIGNER},
    "answer": _SCHOOL,
    "send_back": {Role.OFFICER},
    "drop": {Role.OFFICER},
    "accept": {Role.OFFICER},
    "reopen": {Role.OFFICER},
    "decline": _SCHOOL,
    "rejoin": _SCHOOL,
}
_FOR_THE_SCHOOL: dict[str, set[Role]] = {name: {Role.OFFICER} for name in ("upload", "hand_in", "correct", "explain")}
"""Who makes a move only once they have said that they act for the school: never the confirming."""


def _is_open(facts: Facts) -> bool:
    return facts.participation is Participation.ASKED and facts.in_force is not InForce.ACCEPTED


def _is_confirmed(facts: Facts) -> bool:
    return facts.participation is Participation.ASKED and facts.in_force is InForce.CONFIRMED


_WHEN: dict[str, Callable[[Facts], bool]] = {
    "upload": _is_open,
    "hand_in": lambda facts: _is_open(facts) and facts.draft is Draft.NONE,
    "correct": lambda facts: _is_open(facts) and (facts.draft is not Draft.NONE or _is_confirmed(facts)),
    "explain": _is_open,
    "confirm": lambda facts: _is_open(facts) and facts.draft is Draft.READY,
    "withdraw": _is_confirmed,
    "answer": lambda facts: _is_confirmed(facts) and facts.turn is Turn.SCHOOL,
    "send_back": _is_confirmed,
    "drop": lambda facts: _is_confirmed(facts) and facts.turn is Turn.SCHOOL,
    "accept": lambda facts: _is_confirmed(facts) and facts.draft is Draft.NONE,
    "reopen": lambda facts: facts.participation is Participation.ASKED and facts.in_force is InForce.ACCEPTED,
    "decline": lambda facts: facts.participation is Participation.ASKED and facts.in_force is InForce.NONE,
    "rejoin": lambda facts: facts.participation is Participation.DECLINED and facts.in_force is InForce.NONE,
}


def put(collected: Collected, facts: Facts) -> None:
    """Set the return's facts past all moves: those too that no return ever reaches."""
    Return.objects.filter(request=collected.request).update(
        draft=facts.draft, in_force=facts.in_force, turn=facts.turn, revision=1
    )
    Request.objects.filter(pk=collected.request.pk).update(participation=facts.participation)


def of_its_kind(collected: Collected, name: str) -> None:
    """Let the collection be of the kind in which the move is made, a collection of results where it is in both."""
    kinds = MOVES[name].kinds
    kind = Collection.Kind.KS1 if Collection.Kind.KS1 in kinds else Collection.Kind.FILE_ONLY
    Collection.objects.filter(pk=collected.collection.pk).update(kind=kind)
    collected.request.collection.kind = kind


@pytest.fixture
def collected(season: Season) -> Collected:
    made = collect(season)
    Return.objects.create(authority=season.authority, request=made.request, school=made.school)
    return made


def test_the_table_has_every_move() -> None:
    assert _WHO.keys() == _WHEN.keys() == MOVES.keys()


@pytest.mark.on_every_database
@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_possible_where_the_table_says(
    name: str, collected: Collected, record_property: Callable[[str, object], None]
) -> None:
    of_its_kind(collected, name)
    wrong = [facts for facts in every_state() if _is_made(collected, name, facts) != _WHEN[name](facts)]
    assert wrong == []
    record_property("cells: states x moves x roles", len(every_state()) * len(Role))


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("role", Role)
def test_a_role_makes_the_moves_that_the_table_says(name: str, role: Role) -> None:
    assert may_move(name, [role]) == (role in _WHO[name])
    acting = _WHO[name] | _FOR_THE_SCHOOL.get(name, set())
    assert may_move(name, [role], acting=True) == (role in acting)


@pytest.mark.parametrize("name", MOVES)
def test_a_refused_move_says_what_to_do(name: str, collected: Collected) -> None:
    for facts in every_state():
        for refusal in _refusals(collected, name, facts):
            assert refusal.sentence.endswith(".")


@pytest.mark.parametrize("name", [name for name, move in MOVES.items() if not move.when_closed])
def test_after_the_close_nothing_moves(name: str, collected: Collected) -> None:
    later = collected.collection.closes_at + timedelta(minutes=1)
    with clock.at(later):
        made = [facts for facts in every_state() if _is_made(collected, name, facts)]
    assert made == []


@pytest.mark.parametrize("name", MOVES)
def test_no_move_is_made_in_the_other_kind_of_collection(name: str, collected: Collected) -> None:
    others = set(Collection.Kind) - MOVES[name].kinds
    for kind in others:
        Collection.objects.filter(pk=collected.collection.pk).update(kind=kind)
        assert [facts for facts in every_state() if _is_made(collected, name, facts)] == []
    assert len(others) + len(MOVES[name].kinds) == len(Collection.Kind)


def test_after_the_close_what_was_confirmed_is_still_accepted(collected: Collected) -> None:
    with clock.at(collected.collection.closes_at + timedelta(minutes=1)):
        assert _is_made(collected, "accept", Facts(in_force=InForce.CONFIRMED, turn=Turn.AUTHORITY))


def _is_made(collected: Collected, name: str, facts: Facts) -> bool:
    """Try the move for real, see that it led where it should or nowhere, and take it back."""
    put(collected, facts)
    before = Event.objects.count()
    with transaction.atomic():
        made = not list(_refusals(collected, name, facts, placed=True))
        now = collected.school_return()
        draft = Draft.READY if MOVES[name].changed_draft else None
        expected = after(MOVES[name], facts, draft) if made else facts
        assert (now.draft, now.in_force, now.turn) == (expected.draft, expected.in_force, expected.turn)
        assert Event.objects.count() - before == made
        transaction.set_rollback(True)
    return made


def _refusals(collected: Collected, name: str, facts: Facts, *, placed: bool = False) -> Iterator[Refusal]:
    if not placed:
        put(collected, facts)
    try:
        with moving(acting(collected.side.head), collected.request, 1, name) as move:
            move.draft = Draft.READY
    except Refusal as refusal:
        yield refusal
