"""The first page of a check: what was received, what is to put right, and the way on."""

import re
from datetime import date

import pytest
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Practice
from muster.portal.returns.models import Finding, Version
from muster.portal.returns.reads.findings import findings_of
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import address, hidden, page_of, words
from tests.portal.returns.correcting_by_hand import newest, scope_of, sheet, wish, write
from tests.portal.returns.movement import child_of, left, say
from tests.portal.season import Season

pytestmark = pytest.mark.django_db


def test_it_says_what_was_received(collected: Collected, browser: Client) -> None:
    said = words(browser.get(address(collected)))
    assert "3302001_KS1_330LLLL_001.xml" in said
    assert f"by {collected.side.head.name}" in said
    assert "Pupils 5, and 6 are expected" in said


def test_it_says_that_an_officer_sent_it_for_the_school(collected: Collected, browser: Client) -> None:
    assert "for your school" not in words(browser.get(address(collected)))
    Version.objects.update(for_school=True, made_by_name="Amina Fairbrother")
    assert "by Amina Fairbrother of Northshire, for your school" in words(browser.get(address(collected)))


def test_a_clean_file_needs_nothing_and_has_one_button(clean: Collected, browser: Client) -> None:
    said = words(browser.get(address(clean)))
    assert "nothing needs putting right" in said
    assert "They do not count until they are confirmed." in said
    assert "Must be put right" not in said


def test_what_must_be_put_right_stands_apart_and_first(collected: Collected, browser: Client) -> None:
    said = words(browser.get(address(collected)))
    assert "2 things must be put right before they can be confirmed, and there are 2 questions to answer" in said
    assert said.index("Must be put right (2)") < said.index("Please explain (2)")
    assert "Look at your results and confirm" not in said


def test_every_cause_is_said_in_words_and_never_by_its_id(collected: Collected, browser: Client) -> None:
    said = words(browser.get(address(collected)))
    for title in ("No outcome for a subject", "Code that the subject does not take", "Expected pupil missing"):
        assert title in said
    found = findings_of(scope_of(collected), collected.school_return(), newest(collected))
    assert all(one.finding.message in said for one in found)
    assert not re.search(r"\b[FPRCSX]\d\d\b", said)


def test_many_of_one_cause_are_counted(season: Season, browser: Client) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {place: {"reading": "A"} for place in range(6)}))
    assert "Absent or not enough information: 6" in words(browser.get(address(collected)))
    assert "1 more" in words(browser.get(address(collected)))


def test_those_not_listed_are_counted_too(collected: Collected, browser: Client) -> None:
    found = collected.school_return()
    found.not_listed = {"R01": 40}
    found.save()
    said = words(browser.get(address(collected)))
    assert "No outcome for a subject: 41" in said
    assert "40 more" in said


def test_how_to_correct_is_said_once_a_cause_both_ways(collected: Collected, browser: Client) -> None:
    said = words(browser.get(address(collected)))
    assert said.count("Correct it here, or in your school’s system and send a new file.") == 2  # R01, R03
    assert said.count("What is wrong can be corrected here, or in your school’s system and sent as a new file.") == 1
    assert "in your school's system" not in said


@pytest.mark.parametrize(("rule", "times"), [("R01", 1), ("R03", 1), ("C01", 0)])
def test_a_causes_own_page_says_once_how_to_correct(
    collected: Collected, browser: Client, rule: str, times: int
) -> None:
    assert words(browser.get(page_of(collected, rule))).count("Correct it here, or in your school’s system") == times


def test_who_may_look_alone_is_not_told_to_correct(collected: Collected, season: Season, client_of: ClientOf) -> None:
    said = words(client_of(season.officer).get(address(collected)))
    assert "corrected here" not in said
    assert "Correct it here" not in said


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 6, 10), "after the test period"), (date(2026, 5, 20), "after more than half of the test period")],
)
def test_a_pupil_who_left_and_is_still_sent_is_said_with_why(
    collected: Collected, browser: Client, day: date, why: str
) -> None:
    say(collected, left(child_of(collected, 5), day))
    wanted = f"You said: left on {day.day} {day:%B %Y}, {why}. You still send this pupil’s outcomes, so it is your turn"
    for page in (address(collected), page_of(collected, "C01")):
        assert wanted in words(browser.get(page))


def test_a_pupil_who_left_before_is_answered_and_needs_no_reason(collected: Collected, browser: Client) -> None:
    say(collected, left(child_of(collected, 5)))
    said = words(browser.get(address(collected)))
    assert ("You said: left" in said, "Answered" in said) == (False, True)


@pytest.mark.parametrize(
    ("practice", "said", "button"),
    [
        (Practice(), "you can do so before or after you confirm.", True),
        (Practice(answers_by=date(2026, 7, 1)), "to answer below, by 1 July 2026. You can confirm first.", True),
        (Practice(answers_first=True), "Northshire asks for the answer before you confirm.", False),
    ],
)
def test_when_questions_are_to_be_answered_is_said(
    season: Season, browser: Client, practice: Practice, said: str, button: bool
) -> None:
    collected = collect(season, practice)
    collected.send(results_file(collected.entries, {0: {"maths": "A"}}))
    page = words(browser.get(address(collected)))
    assert said in page
    assert ("Look at your results and confirm" in page) is button


def test_before_a_file_came_it_says_so(season: Season, browser: Client) -> None:
    collected = collect(season)
    assert "No results have been received" in words(browser.get(address(collected)))


def test_what_is_typed_is_said_not_to_be_checked_yet(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    assert "1 typed change is not checked yet," in words(browser.get(address(collected)))


def test_a_new_file_keeps_what_is_typed_and_says_whose_is_left_out(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"), wish(collected, 2, "maths", "GDS"))
    collected.send(results_file(collected.entries, {0: {"maths": "EXS"}}, without=(2,)))
    said = words(browser.get(address(collected)))
    assert "2 typed changes are not checked yet," in said
    assert "1 of them is for a pupil who is not in your newest file" in said


def test_what_is_typed_is_checked_and_kept_from_here(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    given = hidden(browser.get(address(collected)))
    answer = browser.post(address(collected, "return-check-keep"), given, follow=True)
    assert "Your changes were checked and kept." in words(answer)
    assert "1 change, the last on" in words(answer)
    assert newest(collected).number == 2


def test_pressed_twice_it_is_kept_once(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    given = hidden(browser.get(address(collected)))
    answers = [browser.post(address(collected, "return-check-keep"), given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert newest(collected).number == 2


def test_what_is_typed_is_taken_back(collected: Collected, browser: Client) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    given = hidden(browser.get(address(collected)))
    answer = browser.post(address(collected, "return-check-drop"), given, follow=True)
    assert "What was typed is taken back." in words(answer)
    assert sheet(collected).cells == {}


def test_whoever_keeps_second_is_told_who_was_first(
    season: Season, collected: Collected, browser: Client, client_of: ClientOf
) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    theirs = client_of(season.sender)
    given, other = hidden(browser.get(address(collected))), hidden(theirs.get(address(collected)))
    theirs.post(address(collected, "return-check-keep"), other)
    answer = browser.post(address(collected, "return-check-keep"), given)
    assert answer.status_code == 409
    assert f"{season.sender.name} changed this on" in words(answer)


@pytest.mark.parametrize("path", ["return-check-keep", "return-check-drop"])
@pytest.mark.parametrize("given", [{}, {"revision": "x", "worksheet": "-", "once": "k" * 65}, {"revision": "1" * 400}])
def test_a_forged_button_does_nothing(collected: Collected, browser: Client, path: str, given: dict[str, str]) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    assert browser.post(address(collected, path), given).status_code == 200
    assert (newest(collected).number, len(sheet(collected).cells)) == (1, 1)


@pytest.mark.parametrize("role", ["reader", "officer", "adviser"])
def test_who_only_looks_gets_no_boxes_or_buttons(
    season: Season, collected: Collected, client_of: ClientOf, role: str
) -> None:
    write(collected, wish(collected, 1, "maths", "EXS"))
    theirs = client_of(getattr(season, role))
    page = text(theirs.get(address(collected)))
    assert "Check and keep" not in page
    cause = text(theirs.get(page_of(collected, "R01")))
    assert "<select" not in cause
    assert ("Ask the data team about this" in cause) is (role == "reader")
    turned_away = theirs.post(address(collected, "return-check-save", rule="R01")).status_code
    # An officer is led to say first that they act for the school.
    assert turned_away == (302 if role == "officer" else 403)
    assert (newest(collected).number, len(sheet(collected).cells)) == (1, 1)


@pytest.mark.parametrize("name", ["return-check", "return-check-download"])
def test_another_school_and_nobody_see_nothing(
    season: Season, collected: Collected, client_of: ClientOf, name: str
) -> None:
    assert client_of(season.other_head).get(address(collected, name)).status_code == 404
    assert client_of(season.twin.officer).get(address(collected, name)).status_code == 404
    assert client_of(None).get(address(collected, name)).headers["Location"].startswith("/sign-in/")


def test_a_look_is_one_event_and_counts_the_pupils_named(collected: Collected, browser: Client) -> None:
    browser.get(address(collected))
    (seen,) = Event.objects.filter(verb="results.seen")
    assert seen.facts == {"shown": 4}


def test_no_pupil_is_named_in_an_address_or_a_value(collected: Collected, browser: Client) -> None:
    for page in (address(collected), page_of(collected, "R01"), page_of(collected, "R08")):
        addressed = re.findall(r'(?:href|action|name|id|for)="([^"]*)"', text(browser.get(page)))
        assert not [one for one in addressed if "zqx" in one.lower() or "A3302001" in one]


def test_each_thing_that_must_be_put_right_can_be_asked_about(collected: Collected, browser: Client) -> None:
    page = text(browser.get(address(collected)))
    for row in Finding.objects.filter(severity="error"):
        assert f"/enquiries/new/?about={row.public_id}" in page


def test_the_pages_ask_the_database_a_fixed_number_of_times(
    season: Season, browser: Client, django_assert_max_num_queries: object
) -> None:
    collected = collect(season)
    every = {place: {"reading": "A", "science": "PK3"} for place in range(6)}
    collected.send(results_file(collected.entries, every))
    with django_assert_max_num_queries(24):  # type: ignore[operator] # pytest-django's
        browser.get(address(collected))
    with django_assert_max_num_queries(23):  # type: ignore[operator] # pytest-django's
        browser.get(page_of(collected, "R08"))
