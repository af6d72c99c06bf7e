"""Reminders: set, sent to those whom they fit when due, once a day a school; called off; suggested."""

from datetime import UTC, datetime, timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.casework.actions.reminding import call_off, set_reminding, set_suggested
from muster.portal.casework.models import Reminded, Reminding
from muster.portal.casework.reads.remindings import candidates, reminded_by, remindings
from muster.portal.casework.schedule import suggested
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, work
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Membership, School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.reads import counts_of
from tests.portal.collected import Collected, acting, collect
from tests.portal.returned import confirmed, declined, not_sent, put_right, questioned
from tests.portal.season import Season, Side

To = Reminding.To
DAY = timedelta(days=1)


@pytest.fixture
def collected(season: Season) -> Collected:
    """Three schools were asked."""
    found = collect(season)
    collecting.ask_schools(acting(season.officer), found.collection, [season.other_school, season.academy])
    Mail.objects.all().delete()
    return found


def whole(side: Side) -> Scope:
    return Scope(Level.AUTHORITY, side.authority.public_id)


def names(collected: Collected, to: To) -> list[str]:
    return [one.school.name for one in candidates(whole(collected.side), collected.collection, to)]


def remind(collected: Collected, to: To = To.NOTHING_SENT, **more: object) -> Reminding:
    return set_reminding(acting(collected.side.officer), collected.collection, to, **more)  # type: ignore[arg-type]


def work_off() -> None:
    """What the sweeper does with reminders that are due."""
    kind = next(one for one in work.works() if one.name == "reminders")
    for item in kind.pending(50):
        assert work.do("reminders", item)


def written(reminding: Reminding) -> set[str]:
    rows = Reminded.objects.filter(reminding=reminding, reached=True)
    return set(rows.values_list("school__name", flat=True))


BEECH, CANAL, DALE = "Beech Lane Infant School", "Canal Street Primary School", "Dale Academy"


def test_a_reminder_by_hand_goes_to_those_chosen_alone(collected: Collected) -> None:
    reminding = remind(collected, schools=[collected.school.public_id])
    work_off()
    reminding.refresh_from_db()
    assert (written(reminding), reminding.written_to, reminding.not_reached) == ({BEECH}, 1, 0)
    assert {one.school for one in Mail.objects.all()} == {collected.school.public_id}
    assert counts_of(whole(collected.side), reminding.public_id).queued == Mail.objects.count() > 0
    last = Event.objects.filter(verb="reminding.sent").get()
    assert (last.actor_name, last.facts["written_to"]) == (collected.side.officer.name, 1)


def test_a_school_that_has_answered_meanwhile_is_not_written_to_and_one_that_declined_never(
    collected: Collected, season: Season
) -> None:
    reminding = remind(collected, due_at=clock.now() + 2 * DAY)
    work_off()
    assert Mail.objects.count() == 0
    not_sent(collected)
    other = collected.collection.requests.get(school=season.other_school)
    declined(Collected(season, collected.collection, other, ()))
    Mail.objects.all().delete()
    with clock.at(clock.now() + 3 * DAY):
        work_off()
    assert written(reminding) == {DALE}
    assert Event.objects.get(verb="reminding.sent").actor_name == "Muster"


def test_a_school_is_written_to_once_a_day_whatever_is_pressed(collected: Collected) -> None:
    for to in (To.NOTHING_SENT, To.NOTHING_SENT, To.ANYTHING):
        remind(collected, to)
    work_off()
    assert Reminded.objects.count() == 3
    assert len(set(Mail.objects.values_list("school", "to_address"))) == Mail.objects.count()
    with clock.at(clock.now() + DAY):
        remind(collected)
        work_off()
    assert Reminded.objects.count() == 6


def test_two_at_work_on_one_reminder_send_it_once(collected: Collected) -> None:
    reminding = remind(collected)
    work.do("reminders", reminding.public_id)
    mails = Mail.objects.count()
    work.do("reminders", reminding.public_id)
    assert Mail.objects.count() == mails > 0


def test_a_worker_that_dies_in_the_middle_has_written_to_nobody(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminding = remind(collected)
    with monkeypatch.context() as broken:
        broken.setattr("muster.portal.foundation.leases.finish", lambda row: 1 / 0)
        assert not work.do("reminders", reminding.public_id)
    assert (Mail.objects.count(), Reminded.objects.count()) == (0, 0)
    with clock.at(clock.now() + timedelta(minutes=5)):
        work_off()
    assert Reminded.objects.count() == 3


def test_whom_it_fits_is_told_from_what_is_left(collected: Collected) -> None:
    assert names(collected, To.NOTHING_SENT) == [BEECH, CANAL, DALE]
    put_right(collected)
    assert names(collected, To.ERRORS) == [BEECH]
    assert names(collected, To.NOTHING_SENT) == [CANAL, DALE]
    collected.send()
    assert names(collected, To.NOT_CONFIRMED) == [BEECH]
    assert names(collected, To.ANYTHING) == [BEECH, CANAL, DALE]


def test_questions_open_are_reminded_of_and_what_is_confirmed_is_not(season: Season) -> None:
    collected = collect(season)
    questioned(collected)
    assert names(collected, To.QUESTIONS) == [BEECH]
    [one] = candidates(whole(season), collected.collection, To.QUESTIONS)
    assert one.reasons == ["1 of your questions open"]


def test_who_has_confirmed_owes_nothing(season: Season) -> None:
    collected = collect(season)
    confirmed(collected)
    assert names(collected, To.ANYTHING) == []


def test_a_school_without_any_address_is_named_as_not_reached(collected: Collected, season: Season) -> None:
    School.objects.filter(pk=season.other_school.pk).update(email="")
    Membership.objects.filter(school=season.other_school).delete()
    reminding = remind(collected)
    work_off()
    reminding.refresh_from_db()
    assert (reminding.written_to, reminding.not_reached) == (2, 1)
    missed = [one.school.name for one in reminded_by(whole(season), reminding) if not one.reached]
    assert missed == [CANAL]
    assert reminded_by(whole(season.twin), reminding) == []


def test_not_ready_schools_are_asked_once_a_day(collected: Collected) -> None:
    reminding = remind(collected, To.NOT_READY)
    remind(collected, To.NOT_READY)
    work_off()
    reminding.refresh_from_db()
    assert reminding.written_to == 4
    assert Event.objects.filter(verb="school.asked_to_get_ready").count() == 4
    assert set(Mail.objects.values_list("template", flat=True)) == {"get_ready"}


def test_after_the_close_a_reminder_that_was_due_says_why_it_did_not_go(collected: Collected) -> None:
    reminding = remind(collected, due_at=clock.now() + 59 * DAY)
    with clock.at(clock.now() + 70 * DAY):
        work_off()
    reminding.refresh_from_db()
    assert (reminding.refused, reminding.written_to, reminding.is_pending) == ("collection_closed", 0, False)


def test_called_off_it_never_goes(collected: Collected) -> None:
    reminding = remind(collected, due_at=clock.now() + DAY)
    call_off(acting(collected.side.officer), reminding)
    with pytest.raises(Refusal, match="reminding_called_off"):
        call_off(acting(collected.side.officer), Reminding.objects.get())
    with clock.at(clock.now() + 2 * DAY):
        work_off()
    assert Mail.objects.count() == 0


def test_what_has_gone_cannot_be_called_off(collected: Collected) -> None:
    stale = remind(collected)
    work_off()
    with pytest.raises(Refusal, match="reminding_gone"):
        call_off(acting(collected.side.officer), stale)


@pytest.mark.parametrize(
    ("to", "days", "refusal"),
    [
        (To.NOTHING_SENT, -1, "reminding_past"),
        (To.NOTHING_SENT, 90, "reminding_after_close"),
    ],
)
def test_when_it_may_be_set(collected: Collected, to: To, days: int, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        remind(collected, to, due_at=clock.now() + days * DAY)


def test_before_six_weeks_nobody_is_asked_to_get_ready_and_a_draft_reminds_nobody(collected: Collected) -> None:
    with clock.at(collected.collection.opens_at - 60 * DAY), pytest.raises(Refusal, match="ready_too_early"):
        remind(collected, To.NOT_READY)
    Collection.objects.update(opened_at=None)
    collected.collection.refresh_from_db()
    with pytest.raises(Refusal, match="reminding_draft"):
        remind(collected)


def test_the_same_for_the_same_moment_is_set_once(collected: Collected) -> None:
    at = clock.now() + DAY
    remind(collected, due_at=at)
    with pytest.raises(Refusal, match="reminding_twice"):
        remind(collected, due_at=at)


def test_the_suggested_schedule_is_set_in_one_press_and_once(collected: Collected) -> None:
    officer = acting(collected.side.officer)
    made = set_suggested(officer, collected.collection)
    assert [one.to for one in made] == [To.NOTHING_SENT, To.ANYTHING, To.ANYTHING]
    with pytest.raises(Refusal, match="nothing_suggested"):
        set_suggested(officer, collected.collection)
    call_off(officer, made[0])
    assert len(set_suggested(officer, collected.collection)) == 1
    assert remindings(whole(collected.side), collected.collection).count() == 4
    assert remindings(Scope(Level.SCHOOL, officer.public_id), collected.collection).count() == 0


def test_suggested_days_are_school_days_and_none_has_passed() -> None:
    collection = Collection(
        deadline=datetime(2026, 6, 26, 22, 59, tzinfo=UTC), closes_at=datetime(2026, 8, 1, 12, tzinfo=UTC)
    )
    with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        days = [f"{one.due_at:%a %d %B %H:%M}" for one in suggested(collection)]
    assert days == ["Fri 12 June 07:30", "Tue 23 June 07:30", "Mon 29 June 07:30"]
    with clock.at(datetime(2026, 6, 24, tzinfo=UTC)):
        assert len(suggested(collection)) == 1
