"""Each case of the guidance and of our decisions is answered as was written by hand, and the page says so."""

import pytest

from muster.movers import (
    Place,
    Registration,
    Rule,
    Source,
    Spell,
    Task,
    ToDo,
    Wanted,
    need_in_words,
    origin_of,
    source_in_words,
    task_in_words,
    who_submits,
)
from tests.house import movers_page
from tests.house.movers_cases import CASES, FIRST, SECOND, SETTLED_ALL_THE_SAME, UNNAMED, Case
from tests.house.movers_page import PERIOD, ROWS, answer_to, guidance_rows, row_of

ALL = (*CASES, *SETTLED_ALL_THE_SAME, *UNNAMED)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_case_is_answered(case: Case) -> None:
    answer = answer_to(case)
    needs = tuple(need_in_words(need) for need in answer.needs)
    assert (answer.submits, answer.rule, answer.source, needs) == (case.submits, case.rule, case.source, case.needs)


def test_every_rule_every_source_and_every_need_has_its_case() -> None:
    assert {case.source for case in CASES} == set(Source)
    assert {case.rule for case in CASES} == set(Rule)
    assert {need.what for case in ALL for need in answer_to(case).needs} == set(Wanted)


def test_the_page_is_what_is_answered() -> None:
    """Written anew by `python -m tests.house.movers_page`."""
    assert movers_page.PAGE.read_text(encoding="utf-8") == movers_page.page()


ROWS_SUBMITTER = {"141": Source.MORE_DAYS, "142": Source.AFTER, "143": Source.NOT_TAKING_PART}


@pytest.mark.parametrize("line", ROWS)
def test_each_row_of_the_guidance_has_its_cases_and_its_words_on_the_page(line: str) -> None:
    assert [source for source in Source if row_of(source) == line] == [ROWS_SUBMITTER[line]]
    chapter = movers_page.page().partition(f"## The guidance, row {ROWS.index(line) + 1}\n")[2].partition("\n## ")[0]
    assert guidance_rows()[line]
    assert [says for says in guidance_rows()[line] if f"> {says}.\n" not in chapter] == []
    assert [
        case.name for case in CASES if case.source is ROWS_SUBMITTER[line] and f"| {case.name} |" not in chapter
    ] == []


def cases_of(line: str) -> list[Case]:
    return [case for case in CASES if row_of(answer_to(case).source) == line]


def test_row_one_gives_the_pupil_to_the_school_with_more_days() -> None:
    for case in cases_of("141"):
        days = answer_to(case).days
        assert case.submits == max(days, key=lambda school: days[school])


def test_row_one_has_the_receiving_school_give_the_tests_that_are_left() -> None:
    for case in cases_of("141"):
        received = {s.school for s in case.spells[1:] if s.entry is not None and PERIOD.holds(s.entry)}
        given = {to_do.school for to_do in answer_to(case).to_do if to_do.what is Task.GIVE_THE_REST}
        assert given == received


def test_row_two_gives_the_pupil_to_the_school_of_the_test_period() -> None:
    for case in cases_of("142"):
        assert answer_to(case).days[case.submits or ""] == PERIOD.length


def test_row_three_gives_the_pupil_to_the_receiving_school_which_assesses() -> None:
    for case in cases_of("143"):
        assert case.submits == case.spells[-1].school
        assert ToDo(case.submits, Task.ASSESS_AND_SUBMIT) in answer_to(case).to_do


def test_everything_has_its_words() -> None:
    assert all(source_in_words(source).endswith(".") for source in Source)
    assert all(task_in_words(task) for task in Task)
    assert {origin_of(source) for source in Source} == {
        "guidance, row 1",
        "guidance, row 2",
        "guidance, row 3",
        "decision",
    }


def test_who_does_not_submit_leaves_the_pupil_out() -> None:
    answer = who_submits(next(case.spells for case in CASES if case.source is Source.AFTER), PERIOD)
    assert answer.to_do == (ToDo(FIRST, Task.SUBMIT), ToDo(SECOND, Task.LEAVE_OUT))


def test_a_school_that_takes_no_part_has_nothing_to_do() -> None:
    answer = who_submits(next(case.spells for case in CASES if case.source is Source.NOT_TAKING_PART), PERIOD)
    assert {to_do.school for to_do in answer.to_do} == {FIRST}


def test_nobody_gave_tests_at_home_or_abroad() -> None:
    for place in (Place.HOME, Place.ABROAD, Place.NATIONS):
        answer = who_submits([Spell(FIRST, PERIOD.last, came_from=place)], PERIOD)
        assert answer.to_do == (ToDo(FIRST, Task.ASSESS_AND_SUBMIT),)


def test_while_something_is_needed_nobody_is_told_to_submit_or_to_leave_out() -> None:
    for case in ALL:
        tasks = {to_do.what for to_do in answer_to(case).to_do}
        assert (Task.SAY in tasks) == bool(case.needs)
        assert not case.needs or tasks <= {Task.SAY, Task.GIVE_THE_REST}


def test_nothing_is_nobodys() -> None:
    assert who_submits([], PERIOD).submits is None


def test_a_second_roll_over_before_the_test_period_is_no_question() -> None:
    over = Spell(SECOND, None, PERIOD.first.replace(month=3), registration=Registration.DUAL)
    answer = who_submits([over, Spell(FIRST, PERIOD.first.replace(month=4))], PERIOD)
    assert (answer.submits, answer.needs) == (FIRST, ())
