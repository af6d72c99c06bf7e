"""Accepting: by a second person, over nothing that is left unless it is said, and all that is clear in one go."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import ask_schools
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.memberships import join
from muster.portal.organisations.models import Person, Role
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.actions.accepting import AcceptedMany, Accepting, accept, accept_clear
from muster.portal.returns.actions.moderating import Asked, reopen, send_back
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Question, Review
from muster.portal.returns.reads.left import left_of
from tests.portal.collected import Collected, acting, collect, results_file, roll_entries
from tests.portal.returns.explained import explained
from tests.portal.returns.signed import confirmed, signing
from tests.portal.season import Season

ALONE = "We are two, and Kim is ill."


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def sent(collected: Collected) -> Collected:
    collected.send()
    confirmed(collected)
    return collected


def seen(collected: Collected) -> int:
    return collected.school_return().revision


def accepted(collected: Collected, by: Person | None = None, how: Accepting | None = None) -> None:
    accept(acting(by or collected.side.officer), collected.request, seen(collected), how)


def in_force(collected: Collected) -> str:
    return collected.school_return().in_force


def test_who_accepted_stands_with_the_confirmation(sent: Collected) -> None:
    accepted(sent)
    kept = Confirmation.objects.get()
    assert (kept.accepted_by_name, kept.accepted_at is None, kept.alone_because) == (sent.side.officer.name, False, "")
    assert not Mail.objects.filter(template="accepted_alone").exists()


def by_the_officer(season: Season) -> Collected:
    """Sent by an officer for the school, confirmed by somebody of the school."""
    join(acting(season.officer), season.officer, Role.SENDER, season.school)
    found = collect(season)
    found.send(by=season.officer)
    confirmed(found, by=season.signer, how=signing(Role.SIGNER))
    return found


def test_where_there_are_three_officers_somebody_else_accepts(season: Season) -> None:
    collected = by_the_officer(season)
    join(acting(season.officer), season.stranger, Role.OFFICER, season.authority)
    with pytest.raises(Refusal, match="accepts_own"):
        accepted(collected, how=Accepting(alone_because=ALONE))
    accepted(collected, season.manager)


def test_where_there_are_fewer_the_same_one_says_why_and_the_head_is_told(season: Season) -> None:
    collected = by_the_officer(season)
    with pytest.raises(Refusal, match="accepts_alone"):
        accepted(collected, how=Accepting(alone_because=" "))
    accepted(collected, how=Accepting(alone_because=ALONE))
    assert Confirmation.objects.get().alone_because == ALONE
    assert Event.objects.get(verb="return.accepted").facts["alone"] is True
    mail = Mail.objects.get(template="accepted_alone", to_address=season.head.email)
    said = text_of(mail)
    assert said is not None
    assert season.officer.name in said.plain
    assert ALONE not in said.plain


def test_whoever_confirmed_is_the_same_one(sent: Collected) -> None:
    with pytest.raises(Refusal, match="accepts_alone"):
        accepted(sent, sent.side.head)


def test_what_was_made_of_ones_own_file_is_ones_own(season: Season) -> None:
    join(acting(season.officer), season.officer, Role.SENDER, season.school)
    collected = collect(season)
    collected.send(by=season.officer)
    collected.send(results_file(collected.entries, {1: {"maths": "WTS"}}))
    confirmed(collected)
    accepted(collected)
    assert in_force(collected) == InForce.ACCEPTED


def test_accepting_takes_what_the_school_says(collected: Collected) -> None:
    said = explained(collected)
    accepted(collected)
    assert Review.objects.filter(taken=True).count() == len(said)
    assert Event.objects.get(verb="return.accepted").facts["taken"] == len(said)


def test_over_what_is_left_only_where_that_is_said(collected: Collected) -> None:
    explained(collected, all_of_them=False)
    send_back(acting(collected.side.officer), collected.request, seen(collected), [Asked("And maths?")])
    with pytest.raises(Refusal, match="left_open") as refused:
        accepted(collected)
    assert "to explain and 1 question of yours to answer" in refused.value.sentence
    accepted(collected, how=Accepting(over_open=True))
    assert Question.objects.get().settled_by_name == collected.side.officer.name
    assert left_of(scope_of(collected), collected.school_return()).unanswered == 0
    reopen(acting(collected.side.officer), collected.request, seen(collected), "A pupil has moved.")
    assert left_of(scope_of(collected), collected.school_return()).unanswered == 1


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.AUTHORITY, collected.side.authority.public_id)


def many(collected: Collected) -> list[Collected]:
    """Three schools of one collection, all of them confirmed."""
    season = collected.side
    asked = ask_schools(acting(season.officer), collected.collection, [season.other_school, season.academy]).requests
    rest = [Collected(season, collected.collection, one, roll_entries(one.school)) for one in asked]
    for one, head in zip([collected, *rest], [season.head, season.other_head, season.executive_head], strict=True):
        one.send(by=head)
        confirmed(one, by=head)
    return [collected, *rest]


def all_of(returns: list[Collected]) -> dict[str, int]:
    return {one.request.public_id: seen(one) for one in returns}


def accepted_clear(collected: Collected, chosen: dict[str, int]) -> AcceptedMany:
    return accept_clear(acting(collected.side.officer), collected.collection, chosen)


def test_all_that_is_clear_is_accepted_and_pressing_again_changes_nothing(collected: Collected) -> None:
    chosen = all_of(many(collected))
    done = accepted_clear(collected, chosen)
    assert (len(done.accepted), done.already, done.left) == (3, (), ())
    again = accepted_clear(collected, chosen)
    assert (again.accepted, len(again.already), again.left) == ((), 3, ())
    assert Event.objects.filter(verb="return.accepted").count() == 3


def test_what_changed_meanwhile_is_left_and_named(collected: Collected) -> None:
    returns = many(collected)
    chosen = all_of(returns)
    send_back(acting(collected.side.manager), returns[1].request, seen(returns[1]), [Asked("Is it?")])
    chosen[returns[2].request.public_id] -= 1
    done = accepted_clear(collected, chosen)
    assert done.accepted == (returns[0].request,)
    why = {request.school.name: said for request, said in done.left}
    assert why.keys() == {"Canal Street Primary School", "Dale Academy"}
    assert why["Dale Academy"].startswith(collected.side.executive_head.name)


def test_what_was_not_chosen_or_is_anothers_stays(collected: Collected, season: Season) -> None:
    returns, twins = many(collected), collect(season.twin)
    twins.send()
    confirmed(twins)
    chosen = {returns[0].request.public_id: seen(returns[0]), twins.request.public_id: seen(twins)}
    assert accepted_clear(collected, chosen).accepted == (returns[0].request,)
    assert [in_force(one) for one in (*returns[1:], twins)] == [InForce.CONFIRMED] * 3


def test_ones_own_is_left(season: Season) -> None:
    collected = by_the_officer(season)
    done = accepted_clear(collected, {collected.request.public_id: seen(collected)})
    assert [request for request, _ in done.left] == [collected.request]
