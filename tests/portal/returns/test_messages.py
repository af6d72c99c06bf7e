"""The mails of the season: who gets which, once, and what it says."""

from datetime import date, timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Practice
from muster.portal.collecting.reads import requests_of
from muster.portal.collecting.times import said as said_moment
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.organisations.models import Membership, School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Text
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.actions.messages import Told, announce_reports, remind, tell_of_opening, tell_of_questions
from muster.portal.returns.actions.participation import decline
from muster.portal.returns.facts import Draft, InForce, Turn
from muster.portal.returns.models import Question, Return
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.season import CANARY, Season

DAY = timedelta(days=1)
EDITION = "bcdfghjkmnpqrstv"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def reminded(collected: Collected) -> Told:
    requests = list(requests_of(EVERYTHING).filter(pk=collected.request.pk))
    return remind(acting(collected.side.officer), collected.collection, requests)


def announced(collected: Collected, edition: str = EDITION) -> Told:
    officer, requests = acting(collected.side.officer), [collected.request]
    return announce_reports(officer, collected.collection, requests, edition)


def newest(template: str) -> Text:
    found = Mail.objects.filter(template=template).order_by("pk").last()
    assert found is not None
    said = text_of(found)
    assert said is not None
    return said


def addresses(template: str) -> list[str]:
    return sorted(Mail.objects.filter(template=template).values_list("to_address", flat=True))


def confirmed(collected: Collected, **facts: object) -> Return:
    """The school's return as after a confirmation."""
    found = collected.school_return()
    fields: dict[str, object] = {
        "confirmed": found.newest, "newest": None, "draft": Draft.NONE, "in_force": InForce.CONFIRMED,
        "turn": Turn.AUTHORITY,
    }  # fmt: skip
    Return.objects.filter(pk=found.pk).update(**(fields | facts))
    return collected.school_return()


def test_a_school_that_has_sent_nothing_is_reminded(collected: Collected) -> None:
    told = reminded(collected)
    said = newest("reminder")
    assert told.requests == (collected.request,)
    assert said.subject == "Beech Lane Infant School’s results have not reached us yet"
    assert "Nothing has reached us from your school yet." in said.plain
    assert "file and confirmation together" in said.plain


OF_THE_SCHOOL = ["head@a.example", "office@school1.example", "sender@a.example", "signer@a.example"]
"""Who is written to: not who may only read."""


def test_its_people_and_its_main_address_are_written_to(collected: Collected) -> None:
    reminded(collected)
    assert addresses("reminder") == OF_THE_SCHOOL


def test_two_mails_never_go_to_one_address(collected: Collected) -> None:
    School.objects.filter(pk=collected.school.pk).update(email="HEAD@a.example")
    reminded(collected)
    assert [one.lower() for one in addresses("reminder")] == [
        "head@a.example", "sender@a.example", "signer@a.example",
    ]  # fmt: skip


def test_a_school_is_reminded_once_a_day(collected: Collected) -> None:
    reminded(collected)
    again = reminded(collected)
    assert (again.requests, again.passed_over, len(addresses("reminder"))) == ((), 1, 4)
    with clock.at(clock.now() + timedelta(days=1)):
        assert reminded(collected).requests == (collected.request,)


def test_a_reminder_names_what_must_be_put_right(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}, 2: {"maths": ""}}))
    reminded(collected)
    said = newest("reminder")
    assert said.subject.endswith("are not sent yet: something to put right")
    assert "2 things must be put right first." in said.plain
    assert "Nothing has reached us" not in said.plain


def test_a_reminder_says_that_the_head_has_not_confirmed(collected: Collected) -> None:
    collected.send()
    reminded(collected)
    said = newest("reminder")
    assert said.subject.endswith("are not sent yet: waiting for the head to confirm")
    assert "wait for the head teacher to confirm them" in said.plain
    assert "must be put right" not in said.plain


def test_a_reminder_counts_what_is_still_to_explain(season: Season) -> None:
    collected = collect(season, Practice(answers_by=date(2026, 7, 3)))
    collected.send(results_file(collected.entries, {1: {"maths": "A"}}))
    confirmed(collected)
    reminded(collected)
    said = newest("reminder")
    assert said.subject.endswith("results: questions still to answer")
    assert (
        "1 question from the check of your results has no answer yet. Please answer by Friday 3 July 2026."
        in said.plain
    )
    assert "due by" not in said.plain
    assert "not-taking-part" not in said.plain


def test_a_reminder_counts_the_authoritys_own_questions(collected: Collected) -> None:
    collected.send()
    school_return = confirmed(collected, turn=Turn.SCHOOL)
    for _ in range(2):
        Question.objects.create(
            authority=collected.side.authority, school_return=school_return, sealed=b"", asked_by_name="Alex"
        )
    reminded(collected)
    assert "2 questions that Northshire asked have no answer yet." in newest("reminder").plain


def test_what_was_confirmed_before_is_said_to_count(collected: Collected) -> None:
    collected.send()
    first = collected.school_return().newest
    collected.send(results_file(collected.entries, {1: {"maths": "WTS"}}))
    Return.objects.filter(request=collected.request).update(confirmed=first, in_force=InForce.CONFIRMED)
    reminded(collected)
    said = newest("reminder").plain
    assert "What the head teacher confirmed earlier counts until then." in said
    assert "not-taking-part" not in said


@pytest.mark.parametrize("in_force", [InForce.CONFIRMED, InForce.ACCEPTED])
def test_who_owes_nothing_is_not_reminded(collected: Collected, in_force: InForce) -> None:
    collected.send()
    confirmed(collected, in_force=in_force)
    told = reminded(collected)
    assert (told.requests, told.passed_over, addresses("reminder")) == ((), 1, [])


def test_who_is_not_taking_part_is_not_reminded(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1)
    assert reminded(collected).requests == ()


def test_after_the_deadline_it_says_until_when_results_are_taken(collected: Collected) -> None:
    with clock.at(clock.now() + timedelta(days=30)):
        reminded(collected)
    said = newest("reminder").plain
    assert "Results were due by" in said
    assert "We still take them until" in said


def test_after_the_collection_closed_nobody_is_reminded(collected: Collected) -> None:
    with clock.at(clock.now() + timedelta(days=70)), pytest.raises(Refusal):
        reminded(collected)
    assert addresses("reminder") == []


def test_a_school_without_any_address_is_told_to_the_officer(season: Season) -> None:
    School.objects.filter(pk=season.second_academy.pk).update(email="")
    season.second_academy.refresh_from_db()
    collected = collect(season, school=season.second_academy)
    Membership.objects.filter(school=collected.school).delete()
    assert reminded(collected).unreached == (collected.school,)


def test_one_event_a_school_and_one_with_the_counts(collected: Collected) -> None:
    reminded(collected)
    last = list(Event.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert last == ["school.reminded", "schools.reminded"]


def test_a_question_is_announced_without_its_words(collected: Collected) -> None:
    collected.send()
    tell_of_questions(confirmed(collected), 2)
    said = newest("question_raised")
    assert said.subject == "Northshire has a question about Beech Lane Infant School’s results"
    assert "asks 2 questions about them" in said.plain
    assert f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/" in said.plain
    assert addresses("question_raised") == OF_THE_SCHOOL


def test_the_same_question_is_announced_once_and_a_later_one_again(collected: Collected) -> None:
    collected.send()
    school_return = confirmed(collected)
    for _ in range(2):
        tell_of_questions(school_return, 1)
    school_return.revision += 1
    tell_of_questions(school_return, 1)
    assert len(addresses("question_raised")) == 8


def test_opening_again_is_announced_with_why_but_not_with_the_reason_given(collected: Collected) -> None:
    collected.send()
    tell_of_opening(confirmed(collected))
    said = newest("opened_again")
    assert said.subject == "Northshire has opened Beech Lane Infant School’s results again"
    assert "because something in them has to be settled with your school first" in said.plain
    assert "The results stay confirmed meanwhile" in said.plain
    assert f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/" in said.plain
    assert addresses("opened_again") == OF_THE_SCHOOL


def test_reports_are_announced_with_the_way_to_get_them(collected: Collected) -> None:
    told = announced(collected)
    said = newest("report_ready")
    assert told.requests == (collected.request,)
    assert "reports on the Optional key stage 1 teacher assessment 2026 are ready" in said.plain
    assert "school’s URN, 100001" in said.plain
    assert "office@school1.example" in addresses("report_ready")


def test_an_edition_is_announced_once_and_the_next_one_again(collected: Collected) -> None:
    announced(collected)
    assert announced(collected).passed_over == 1
    assert announced(collected, "wwwwxxxxyyyyzzzz").passed_over == 0


def test_no_mail_of_the_season_names_a_pupil(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    reminded(collected)
    announced(collected)
    tell_of_questions(collected.school_return(), 1)
    tell_of_opening(collected.school_return())
    for mail in Mail.objects.exclude(template="request"):
        said = text_of(mail)
        assert said is not None
        assert f"Pupil{CANARY}" not in said.plain + said.html + said.subject
        assert collected.entries[1].upn not in said.plain + said.html


def test_a_later_deadline_stands_in_the_next_reminder(collected: Collected) -> None:
    later = collected.collection.deadline + 14 * DAY
    Collection.objects.update(deadline=later)
    reminded(collected)
    assert f"Results are due by {said_moment(later)}" in newest("reminder").plain
