"""An officer acts for a school: said so, noted, told, over in time, and never accepted by the same person."""

from datetime import timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.acting import LASTS, actor_for
from muster.portal.returns.actions import send_file
from muster.portal.returns.actions.accepting import accept
from muster.portal.returns.actions.acting import begin_acting, end_acting
from muster.portal.returns.actions.correcting import check_and_keep
from muster.portal.returns.models import Acting, Version
from muster.portal.returns.reads.acting import acted_for, acting_now
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.correcting_by_hand import wish, write
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

_REASON = f"Ms Ade{CANARY}yemi: send the file that she e-mailed."


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def begun(collected: Collected, by: Person | None = None) -> Actor:
    who = acting(by or collected.side.officer)
    return actor_for(begin_acting(who, collected.request, Acting.How.TELEPHONE, _REASON))


def sent_for(collected: Collected, actor: Actor, content: bytes | None = None, seen: int = 1) -> Version:
    given = content or results_file(collected.entries)
    return Version.objects.get(public_id=send_file(actor, collected.request, seen, "a.xml", given, new_key()).version)


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.SCHOOL, collected.side.authority.public_id, frozenset({collected.school.public_id}))


def test_what_is_sent_is_the_officers_for_the_school(collected: Collected) -> None:
    version = sent_for(collected, begun(collected))
    officer = collected.side.officer
    assert (version.for_school, version.made_by) == (True, officer.public_id)
    assert version.made_by_name == f"{officer.name} of Northshire"
    (acted,) = acted_for(scope_of(collected), collected.request)
    assert (acted.by_name, acted.how, acted.reason) == (officer.name, "by telephone", _REASON)
    assert acted.done == ("sent a file",)


def test_every_event_says_so_and_none_says_why(collected: Collected) -> None:
    actor = begun(collected)
    sent_for(collected, actor)
    event = Event.objects.get(verb="return.received")
    assert (event.facts["acting"], event.actor) == (actor.acting, actor.public_id)
    assert CANARY not in str(list(Event.objects.values_list("facts", flat=True)))


def test_the_school_is_told_once_a_day_without_the_reason(collected: Collected) -> None:
    actor = begun(collected)
    sent_for(collected, actor)
    sent_for(collected, actor, results_file(collected.entries, {1: {"maths": "WTS"}}), seen=2)
    told = Mail.objects.filter(template="acted_for_you")
    assert told.count() == told.values("to_address").distinct().count() > 1
    assert not [mail for mail in told.all() if "yemi" in str(text_of(mail))]
    with clock.at(clock.now() + timedelta(days=1)):
        sent_for(collected, begun(collected), seen=3)
    assert told.count() == 2 * told.values("to_address").distinct().count()


def test_ended_it_is_over(collected: Collected) -> None:
    actor = begun(collected)
    end_acting(acting(collected.side.officer), collected.request)
    assert acting_now(scope_of(collected), collected.request, collected.side.officer.public_id) is None
    with pytest.raises(Refusal, match="acting_over"):
        sent_for(collected, actor)
    end_acting(acting(collected.side.officer), collected.request)


def test_it_is_over_by_itself(collected: Collected) -> None:
    actor = begun(collected)
    with clock.at(clock.now() + LASTS), pytest.raises(Refusal, match="acting_over"):
        sent_for(collected, actor)


def test_begun_again_the_former_is_over(collected: Collected) -> None:
    former = begun(collected)
    begun(collected)
    with pytest.raises(Refusal, match="acting_over"):
        sent_for(collected, former)


def test_a_reason_is_needed_and_an_open_collection(collected: Collected) -> None:
    officer = acting(collected.side.officer)
    with pytest.raises(Refusal, match="acting_unexplained"):
        begin_acting(officer, collected.request, Acting.How.EMAIL, " ")
    with clock.at(collected.collection.closes_at + timedelta(minutes=1)), pytest.raises(Refusal, match="closed"):
        begin_acting(officer, collected.request, Acting.How.EMAIL, _REASON)


def test_whoever_sent_for_the_school_does_not_accept_it(collected: Collected) -> None:
    sent_for(collected, begun(collected))
    confirmed(collected)
    seen = collected.school_return().revision
    with pytest.raises(Refusal, match="accepts_alone"):
        accept(acting(collected.side.officer), collected.request, seen)
    accept(acting(collected.side.manager), collected.request, seen)


def test_nor_whoever_changed_one_that_the_school_went_on_from(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    actor = begun(collected)
    write(collected, wish(collected, 1, "maths", "EXS"))
    check_and_keep(actor, collected.request, collected.school_return().revision)
    write(collected, wish(collected, 2, "maths", "WTS"))
    check_and_keep(acting(collected.side.head), collected.request, collected.school_return().revision)
    confirmed(collected)
    with pytest.raises(Refusal, match="accepts_alone"):
        accept(acting(collected.side.officer), collected.request, collected.school_return().revision)


def test_a_file_that_the_school_sends_itself_is_anothers_again(collected: Collected) -> None:
    sent_for(collected, begun(collected))
    collected.send(results_file(collected.entries, {1: {"maths": "WTS"}}))
    confirmed(collected)
    accept(acting(collected.side.officer), collected.request, collected.school_return().revision)
