"""Officers who press, and workers who work, at the same moment."""

import pytest

from muster.portal.audit.verify import verify
from muster.portal.foundation import clock, work
from muster.portal.outbox.models import Mail
from muster.portal.publishing.actions.asking import ask_for_reports
from muster.portal.publishing.actions.building import WORK as PROVISIONAL
from muster.portal.publishing.actions.releasing import WORK as RELEASES
from muster.portal.publishing.actions.releasing import call_off, release
from muster.portal.publishing.actions.reminding import remind_unfetched
from muster.portal.publishing.actions.runs import WORK as RUNS
from muster.portal.publishing.actions.runs import begin_run
from muster.portal.publishing.models import AskedLate, Edition, Release, Released, Run
from tests.portal.at_once import at_once
from tests.portal.collected import Collected, acting
from tests.portal.publishing.given import FINAL, accepted_schools, finals, late, published, run
from tests.portal.publishing.made import KINDS
from tests.portal.season import make_season

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_pdfs")]


def schools() -> tuple[Collected, Collected]:
    season = make_season()
    first, second = accepted_schools(season, season.other_school)
    return first, second


def pressed(answers: list[object], refusal: str) -> bool:
    """Whether one of them did it, and the others were told why not."""
    refused = [one for one in answers if isinstance(one, str)]
    return len(refused) == len(answers) - 1 and set(refused) == {refusal}


def test_three_who_have_reports_made_begin_one_run() -> None:
    first, _ = schools()
    officer = acting(first.side.officer)
    answers = at_once(*[lambda: begin_run(officer, first.collection)] * 3, refusals=True)
    assert pressed(answers, "run_under_way")
    assert Run.objects.count() == 1


def test_three_workers_on_one_run_make_each_report_once() -> None:
    first, second = schools()
    begun = begin_run(acting(first.side.officer), first.collection)
    at_once(*[lambda: work.do(RUNS, begun.public_id)] * 3)
    assert [len(finals(one)) for one in (first, second)] == [len(FINAL)] * 2
    assert Run.objects.get().ended_at is not None
    assert verify(first.side.authority.public_id).fault is None


def test_provisional_and_final_ones_made_at_once_have_numbers_of_their_own() -> None:
    first, _ = schools()
    begun = begin_run(acting(first.side.officer), first.collection, [first.request.public_id])
    key = first.school_return().public_id
    at_once(lambda: work.do(RUNS, begun.public_id), lambda: work.do(PROVISIONAL, key))
    numbers = {(one.provisional, one.number) for one in Edition.objects.all()}
    assert sorted(number for _, number in numbers) == [1, 2]
    assert Edition.objects.count() == len(FINAL) + len(KINDS)


def test_three_who_publish_and_two_workers_tell_a_school_once() -> None:
    first, _ = schools()
    run(first)
    Mail.objects.all().delete()
    officer = acting(first.side.officer)
    answers = at_once(*[lambda: release(officer, first.collection)] * 3, refusals=True)
    [asked] = Release.objects.all()
    assert len([one for one in answers if isinstance(one, str)]) == 2
    at_once(*[lambda: work.do(RELEASES, asked.public_id)] * 2)
    assert Released.objects.exclude(published_at=None).count() == 2
    mails = Mail.objects.filter(template="report_ready")
    assert mails.count() == mails.values("school", "to_address").distinct().count() > 0
    assert verify(first.side.authority.public_id).fault is None


def test_called_off_while_it_is_published_it_is_the_one_or_the_other() -> None:
    first, _ = schools()
    run(first)
    officer = acting(first.side.officer)
    asked = release(officer, first.collection)
    answers = at_once(
        lambda: call_off(officer, Release.objects.select_related("authority", "collection").get()),
        lambda: work.do(RELEASES, asked.public_id),
        refusals=True,
    )
    asked.refresh_from_db()
    given = Released.objects.exclude(published_at=None).count()
    assert (given, answers[0]) in [(0, answers[0]), (2, "release_done")]
    assert asked.is_called_off == (given == 0)


def test_two_who_remind_write_once() -> None:
    collected = published(make_season())
    officer = acting(collected.side.officer)
    answers = at_once(*[lambda: remind_unfetched(officer, collected.collection)] * 3, refusals=True)
    assert pressed(answers, "unfetched_nobody")


def test_a_school_that_asks_twice_at_once_has_asked_once() -> None:
    first, _ = schools()
    head, kept = first.side.head, first.school_return()

    def ask() -> object:
        with clock.at(late(first.collection)):
            return ask_for_reports(acting(head), kept, head)

    assert pressed(at_once(ask, ask, ask, refusals=True), "late_asked")
    assert AskedLate.objects.count() == 1
