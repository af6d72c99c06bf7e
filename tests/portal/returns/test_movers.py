"""What a school has to do about pupils who left or joined, from what it says of them."""

from datetime import date

import pytest

from muster.movers import Source, Task
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.actions.pupil_answers import Answer, Kind
from muster.portal.returns.models import PupilAnswer
from muster.portal.returns.reads.expected import Doubt
from muster.portal.returns.reads.to_fill_in import pupils_to_fill_in
from tests.portal.collected import Collected, collect
from tests.portal.returns.movement import (
    child_of,
    left,
    named,
    newcomer_of,
    pupils_of,
    say,
    scope_of,
    with_newcomer,
    without,
)
from tests.portal.returns.test_pupil_answers import open_rules
from tests.portal.season import Season

EARLY, LATE, AFTER = date(2026, 5, 5), date(2026, 5, 25), date(2026, 6, 3)
BEFORE = date(2026, 4, 20)
SUBMIT, LEAVE_OUT, ASSESS, REST = Task.SUBMIT, Task.LEAVE_OUT, Task.ASSESS_AND_SUBMIT, Task.GIVE_THE_REST


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def say_joined(collected: Collected, day: date, place: str, there: str = "") -> None:
    child = newcomer_of(collected).public_id
    say(collected, Answer(child=child, kind=Kind.JOINED, day=day, elsewhere=place, submitted_there=there))


@pytest.mark.parametrize(
    ("day", "place", "tasks"),
    [
        (BEFORE, "england", (LEAVE_OUT,)),
        (EARLY, "england", (LEAVE_OUT,)),
        (LATE, "england", (SUBMIT,)),
        (EARLY, "authority", (LEAVE_OUT,)),
        (EARLY, "unknown", (LEAVE_OUT,)),  # it may have been another school, for longer
        (LATE, "unknown", (SUBMIT,)),
        (BEFORE, "abroad", (LEAVE_OUT,)),
        (EARLY, "abroad", (SUBMIT,)),
        (EARLY, "independent", (SUBMIT,)),
        (EARLY, "home", (SUBMIT,)),
        (EARLY, "nations", (SUBMIT,)),
        (AFTER, "home", (SUBMIT,)),
    ],
)
def test_what_to_do_about_who_left(collected: Collected, day: date, place: str, tasks: tuple[Task, ...]) -> None:
    say(collected, left(child_of(collected, 2), day, place))
    to_do = named(pupils_of(collected), "Cleo").to_do
    assert to_do is not None
    assert to_do.tasks == tasks


@pytest.mark.parametrize(
    ("day", "place", "there", "tasks", "source"),
    [
        (BEFORE, "england", "", (SUBMIT,), Source.BEFORE),
        (EARLY, "england", "yes", (REST, LEAVE_OUT), Source.ANOTHER_AUTHORITY),
        (AFTER, "england", "yes", (LEAVE_OUT,), Source.ANOTHER_AUTHORITY),
        (AFTER, "england", "no", (ASSESS,), Source.NOT_KNOWN),
        (AFTER, "england", "not_known", (ASSESS,), Source.NOT_KNOWN),
        (EARLY, "authority", "", (REST, SUBMIT), Source.MORE_DAYS),
        (LATE, "authority", "", (REST, LEAVE_OUT), Source.MORE_DAYS),
        (AFTER, "authority", "", (LEAVE_OUT,), Source.AFTER),
        (AFTER, "home", "", (ASSESS,), Source.NOT_TAKING_PART),
        (AFTER, "independent", "", (ASSESS,), Source.NOT_TAKING_PART),
        (LATE, "abroad", "", (ASSESS,), Source.NOT_KNOWN),
        (LATE, "nations", "", (ASSESS,), Source.NOT_KNOWN),
        (LATE, "unknown", "", (ASSESS,), Source.NOT_KNOWN),
    ],
)
def test_what_to_do_about_who_joined(
    collected: Collected, day: date, place: str, there: str, tasks: tuple[Task, ...], source: Source
) -> None:
    collected.send(with_newcomer(collected))
    say_joined(collected, day, place, there)
    to_do = named(pupils_of(collected), "Gia").to_do
    assert to_do is not None
    assert (to_do.tasks, to_do.source) == (tasks, source)


def test_nothing_is_to_be_done_about_a_pupil_of_another_year(collected: Collected) -> None:
    say(collected, Answer(child=child_of(collected, 2).public_id, kind=Kind.OTHER_YEAR))
    assert named(pupils_of(collected), "Cleo").to_do is None


@pytest.mark.parametrize("there", ["", "perhaps"])
@pytest.mark.parametrize("day", [date(2026, 5, 1), AFTER])
def test_of_a_school_in_another_english_authority_it_is_asked_whether_it_submitted(
    collected: Collected, day: date, there: str
) -> None:
    collected.send(with_newcomer(collected))
    with pytest.raises(Refusal, match="pupil_submitted_missing"):
        say_joined(collected, day, "england", there)
    assert not PupilAnswer.objects.exists()


@pytest.mark.parametrize(("day", "place"), [(BEFORE, "england"), (AFTER, "abroad")])
def test_where_it_does_not_matter_it_is_not_kept(collected: Collected, day: date, place: str) -> None:
    collected.send(with_newcomer(collected))
    say_joined(collected, day, place, "yes")
    assert PupilAnswer.objects.get().submitted_there == ""


def test_another_answer_about_the_other_school_is_another_answer(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    say_joined(collected, AFTER, "england", "no")
    say_joined(collected, AFTER, "england", "yes")
    assert PupilAnswer.objects.values_list("submitted_there", "revision").get() == ("yes", 2)


def test_who_left_for_where_nobody_sends_is_still_asked_for(collected: Collected) -> None:
    collected.send(without(collected, 2))
    say(collected, left(child_of(collected, 2), EARLY, "home"))
    assert named(pupils_of(collected), "Cleo").doubt is Doubt.STILL_YOURS
    assert open_rules(collected) == ["C01"]


@pytest.mark.parametrize(("there", "doubt", "open_now"), [("yes", Doubt.SENT_THERE, ["C02"]), ("no", None, [])])
def test_who_was_submitted_elsewhere_is_not_sent_here(
    collected: Collected, there: str, doubt: Doubt | None, open_now: list[str]
) -> None:
    collected.send(with_newcomer(collected))
    say_joined(collected, AFTER, "england", there)
    assert named(pupils_of(collected), "Gia").doubt is doubt
    assert open_rules(collected) == open_now
    listed = [one.forename for one in pupils_to_fill_in(scope_of(collected), collected.school_return())]
    assert ("Gia" in listed) is (doubt is None)


@pytest.mark.parametrize(("there", "doubt"), [("yes", None), ("no", Doubt.NOT_SENT)])
def test_who_joined_and_is_taken_out_is_doubted_unless_submitted_elsewhere(
    collected: Collected, there: str, doubt: Doubt | None
) -> None:
    collected.send(with_newcomer(collected))
    say_joined(collected, AFTER, "england", there)
    collected.send()
    assert [one.doubt for one in pupils_of(collected).former] == [doubt]
