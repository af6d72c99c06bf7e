"""Final reports given to schools: at once, at an hour, called off; who is told, and what is left out."""

from datetime import timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.outbox.models import Mail
from muster.portal.publishing.actions import releasing
from muster.portal.publishing.actions.releasing import WORK, call_off, release
from muster.portal.publishing.models import Release, Released
from muster.portal.publishing.reads.editions import edition_at, reports_of
from muster.portal.publishing.reads.office import ReportState, released_by, releases_of, unpublished
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.returns.reads.progress import progress_of, states_of
from muster.portal.returns.reads.standing import standing_of
from muster.portal.returns.states import State
from tests.portal.collected import Collected, acting
from tests.portal.publishing.given import (
    FINAL,
    accepted_schools,
    finals,
    line,
    of_school,
    publish,
    published,
    run,
    whole,
    work_off,
)
from tests.portal.publishing.test_runs import changed_roll
from tests.portal.season import Season

pytestmark = pytest.mark.usefixtures("quick_pdfs")

HOURS = timedelta(hours=1)


@pytest.fixture
def collected(season: Season) -> Collected:
    """Accepted, with final reports that nobody has published."""
    found = accepted_schools(season)[0]
    run(found)
    Mail.objects.all().delete()
    return found


def left_out(collected: Collected) -> set[str]:
    return set(Released.objects.filter(school_return__request=collected.request).values_list("left_out", flat=True))


def test_until_they_are_published_a_school_sees_none(collected: Collected) -> None:
    kept, scope = collected.school_return(), of_school(collected.side)
    assert reports_of(scope, kept).final == ()
    assert edition_at(scope, kept, finals(collected)[0].public_id) is None
    assert edition_at(whole(collected.side), kept, finals(collected)[0].public_id) is not None


def test_published_at_once_the_school_has_them_and_its_state_says_so(collected: Collected) -> None:
    publish(collected)
    kept, scope = collected.school_return(), of_school(collected.side)
    assert {one.kind for one in reports_of(scope, kept).final} == set(FINAL)
    assert edition_at(scope, kept, finals(collected)[0].public_id) is not None
    [ready] = progress_of(whole(collected.side), collected.collection)
    [brief] = states_of(whole(collected.side), collected.collection)
    [standing] = standing_of(whole(collected.side), collected.collection, brief=True)
    assert {ready.state, brief.state, standing.state} == {State.REPORTS_READY}
    assert line(collected).state is ReportState.PUBLISHED


def test_one_mail_an_address_says_that_they_are_there_and_holds_no_report(collected: Collected) -> None:
    publish(collected)
    mails = Mail.objects.filter(template="report_ready")
    assert 0 < mails.count() == len(set(mails.values_list("to_address", flat=True)))
    assert set(mails.values_list("school", flat=True)) == {collected.school.public_id}


def test_the_trail_says_who_published_what(collected: Collected) -> None:
    publish(collected)
    event = Event.objects.get(verb="report.published")
    assert (event.school, event.facts, event.actor_name) == (
        collected.school.public_id, {"number": 1}, collected.side.officer.name,
    )  # fmt: skip
    assert Event.objects.get(verb="reports.released").facts["given"] == 1


def test_at_a_set_hour_they_are_published_then_and_not_before(collected: Collected) -> None:
    at = clock.now() + 3 * HOURS
    publish(collected, at=at)
    assert (line(collected).state, line(collected).publish_at) == (ReportState.SET, at)
    assert Mail.objects.count() == 0
    with clock.at(at + timedelta(seconds=20)):
        work_off(WORK)
        assert line(collected).state is ReportState.PUBLISHED
    assert Event.objects.get(verb="reports.released").actor_name == "Muster"


def test_published_once_nothing_is_left_to_publish(collected: Collected) -> None:
    publish(collected)
    with pytest.raises(Refusal, match="release_nothing"):
        publish(collected)


def test_two_who_press_for_the_same_publish_once(collected: Collected) -> None:
    release(acting(collected.side.officer), collected.collection, at=clock.now() + HOURS)
    with pytest.raises(Refusal, match="release_nothing"):
        release(acting(collected.side.manager), collected.collection)
    assert Released.objects.count() == 1


def test_a_moment_that_has_passed_is_refused(collected: Collected) -> None:
    with pytest.raises(Refusal, match="release_past"):
        release(acting(collected.side.officer), collected.collection, at=clock.now() - HOURS)


def test_called_off_nothing_is_published_and_it_can_be_set_again(collected: Collected) -> None:
    officer, at = acting(collected.side.officer), clock.now() + HOURS
    asked = release(officer, collected.collection, at=at)
    call_off(officer, asked)
    with pytest.raises(Refusal, match="release_called_off"):
        call_off(officer, asked)
    with clock.at(at + HOURS):
        work_off(WORK)
    assert line(collected).state is ReportState.MADE
    publish(collected)
    assert line(collected).state is ReportState.PUBLISHED
    with pytest.raises(Refusal, match="release_done"):
        call_off(officer, releases_of(whole(collected.side), collected.collection).get(cancelled_at=None))


def test_opened_again_before_the_hour_it_is_left_out_and_said(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first)
    at = clock.now() + HOURS
    asked = publish(first, at=at)
    Return.objects.filter(request=first.request).update(in_force=InForce.CONFIRMED)
    Mail.objects.all().delete()
    with clock.at(at + HOURS):
        work_off(WORK)
    assert (left_out(first), left_out(second)) == ({"not_accepted"}, {""})
    told = {one.school_return.school.name: one.get_left_out_display() for one in released_by(whole(season), asked)}
    assert told[first.school.name] == "The school’s results are not accepted any more"
    assert set(Mail.objects.values_list("school", flat=True)) == {second.school.public_id}
    assert line(second).state is ReportState.PUBLISHED


def test_changed_before_the_hour_they_are_not_given_out_of_date(collected: Collected) -> None:
    at = clock.now() + HOURS
    publish(collected, at=at)
    changed_roll(collected)
    with clock.at(at + HOURS):
        work_off(WORK)
    assert left_out(collected) == {"out_of_date"}
    assert Mail.objects.filter(template="report_ready").count() == 0


def test_a_school_that_closed_gets_none(collected: Collected) -> None:
    School.objects.filter(pk=collected.school.pk).update(closed=clock.today())
    assert line(collected).state is ReportState.CLOSED
    with pytest.raises(Refusal, match="release_nothing"):
        release(acting(collected.side.officer), collected.collection)


def test_a_school_that_closes_before_the_hour_is_left_out_and_said(collected: Collected) -> None:
    at = clock.now() + HOURS
    publish(collected, at=at)
    School.objects.filter(pk=collected.school.pk).update(closed=clock.today())
    with clock.at(at + HOURS):
        work_off(WORK)
    assert left_out(collected) == {"closed"}


def test_of_many_only_those_that_are_made_are_published(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first, [first.request.public_id])
    publish(first)
    assert (line(first).state, line(second).state) == (ReportState.PUBLISHED, ReportState.TO_BE_MADE)


def test_schools_that_are_not_chosen_wait(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first)
    publish(first, [second.school_return().public_id])
    assert (line(first).state, line(second).state) == (ReportState.MADE, ReportState.PUBLISHED)


def test_changed_afterwards_a_new_edition_is_offered_and_the_old_one_stays(season: Season) -> None:
    collected = published(season)
    changed_roll(collected)
    assert line(collected).state is ReportState.OUT_OF_DATE
    run(collected)
    assert line(collected).state is ReportState.MADE
    kept, scope = collected.school_return(), of_school(season)
    assert {one.number for one in reports_of(scope, kept).final} == {1}
    publish(collected)
    assert {one.number for one in reports_of(scope, kept).final} == {2}
    assert {one.number for one in reports_of(scope, kept).editions if not one.provisional} == {1, 2}
    assert Mail.objects.filter(template="report_ready").values("once").distinct().count() > 1


def test_results_accepted_anew_have_no_reports_until_those_are_published(season: Season) -> None:
    collected = published(season)
    Return.objects.update(in_force=InForce.CONFIRMED)
    [sent] = progress_of(whole(season), collected.collection)
    assert sent.state is State.SENT
    Return.objects.update(in_force=InForce.ACCEPTED, confirmed=None)
    [anew] = states_of(whole(season), collected.collection)
    assert anew.state is State.ACCEPTED


def test_officers_see_how_many_wait_and_the_days_left(collected: Collected) -> None:
    found = unpublished(whole(collected.side), collected.collection)
    assert (found.accepted, found.days_left) == (1, (collected.collection.last_week - clock.today()).days)
    publish(collected)
    assert unpublished(whole(collected.side), collected.collection).accepted == 0
    assert unpublished(whole(collected.side.twin), collected.collection).accepted == 0  # type: ignore[attr-defined]


def test_a_worker_that_dies_in_the_middle_has_published_nothing(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("muster.portal.foundation.leases.finish", lambda row: 1 / 0)
        publish(collected)
    assert (Mail.objects.count(), line(collected).state) == (0, ReportState.SET)
    with clock.at(clock.now() + timedelta(minutes=5)):
        work_off(WORK)
    assert line(collected).state is ReportState.PUBLISHED


def test_what_could_not_be_published_can_be_published_again(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(releasing, "announce_reports", lambda *_: 1 / 0)
        publish(collected)
        for minutes in (10, 20, 30):
            with clock.at(clock.now() + timedelta(minutes=minutes)):
                work_off(WORK)
    assert Release.objects.exclude(stopped_at=None).count() == 1
    assert line(collected).state is ReportState.MADE
    publish(collected)
    assert line(collected).state is ReportState.PUBLISHED
    assert left_out(collected) == {"failed", ""}


def test_a_mail_server_that_is_away_keeps_no_report_from_the_school(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.portal.outbox.delivery.get_connection", lambda *_, **__: 1 / 0, raising=False)
    publish(collected)
    work_off("mail")
    assert line(collected).state is ReportState.PUBLISHED
    assert Mail.objects.filter(template="report_ready", finished_at=None).exists()
