"""What a school says of its pupils: kept, changed, taken back, and what it settles."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import Person
from muster.portal.returns.actions import pupil_answers
from muster.portal.returns.actions.pupil_answers import Answer, Kind, answer_pupils, take_back
from muster.portal.returns.models import PupilAnswer, Return
from muster.portal.returns.reads.findings import findings_of
from muster.portal.returns.whereabouts import CANNOT_SAY, whereabouts
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, collect
from tests.portal.returns.movement import (
    AFTER_THE_TESTS,
    LEFT_ON,
    child_of,
    joined,
    left,
    newcomer_of,
    revision_of,
    say,
    scope_of,
    with_newcomer,
    without,
)
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def said() -> list[tuple[str, object, str]]:
    return list(PupilAnswer.objects.order_by("pk").values_list("kind", "day", "elsewhere"))


def open_rules(collected: Collected) -> list[str]:
    """The rules of what the school still has to explain."""
    found = collected.school_return()
    assert found.version is not None
    return [one.row.rule for one in findings_of(scope_of(collected), found, found.version) if one.is_open]


def test_it_can_be_said_before_anything_is_sent(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)))
    assert said() == [("left", LEFT_ON, "england")]
    assert Return.objects.get().newest is None


def test_it_goes_by_the_return_and_names_who_said_it(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)), by=collected.side.sender)
    found = Return.objects.get()
    assert (found.revision, found.changed_by_name) == (2, collected.side.sender.name)
    assert PupilAnswer.objects.get().by_name == collected.side.sender.name


def test_only_what_left_or_joined_has_a_day_and_a_place(collected: Collected) -> None:
    for number, kind in enumerate((Kind.OTHER_YEAR, Kind.FINISHED)):
        child = child_of(collected, number).public_id
        say(collected, Answer(child=child, kind=kind, day=LEFT_ON, elsewhere="home"))
    assert said() == [("other_year", None, ""), ("finished", None, "")]


def test_a_later_answer_replaces_the_earlier(collected: Collected) -> None:
    child = child_of(collected, 0)
    say(collected, left(child))
    say(collected, Answer(child=child.public_id, kind=Kind.OTHER_YEAR))
    assert said() == [("other_year", None, "")]
    assert PupilAnswer.objects.get().revision == 2


def test_a_missing_pupil_is_settled_by_where_they_are(collected: Collected) -> None:
    collected.send(without(collected, 2))
    assert open_rules(collected) == ["C01"]
    say(collected, left(child_of(collected, 2)))
    assert open_rules(collected) == []


def test_a_pupil_nobody_expects_is_settled_by_their_having_joined(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    assert open_rules(collected) == ["C02"]
    say(collected, joined(newcomer_of(collected)))
    assert open_rules(collected) == []


def test_too_few_pupils_are_settled_once_each_of_them_is(collected: Collected) -> None:
    collected.send(without(collected, 1, 2, 3))
    assert open_rules(collected) == ["C01", "C01", "C01", "S07"]
    say(collected, left(child_of(collected, 1)), left(child_of(collected, 2)))
    assert open_rules(collected) == ["C01", "S07"]
    say(collected, Answer(child=child_of(collected, 3).public_id, kind=Kind.OTHER_YEAR))
    assert open_rules(collected) == []


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 15), False),  # 15 of the 31 days here, 16 elsewhere
        (date(2026, 5, 16), True),  # 16 of the 31 days here
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), True),
        (date(2026, 7, 3), True),
    ],
)
def test_who_was_here_for_most_of_the_test_period_is_still_asked_for(
    collected: Collected, day: date, is_open: bool
) -> None:
    collected.send(without(collected, 2))
    say(collected, left(child_of(collected, 2), day))
    assert open_rules(collected) == (["C01"] if is_open else [])


@pytest.mark.parametrize(
    ("entry", "is_open"),
    [
        (None, True),
        (date(2026, 5, 1), True),
        (date(2026, 5, 16), True),  # 16 of the 31 days here
        (date(2026, 5, 17), False),
        (date(2026, 6, 2), False),
    ],
)
def test_who_came_late_in_the_test_period_was_mostly_elsewhere(
    collected: Collected, entry: date | None, is_open: bool
) -> None:
    entries = tuple(replace(one, entry_date=entry) for one in collected.entries)
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    collected.send(without(collected, 2))
    say(collected, left(child_of(collected, 2), AFTER_THE_TESTS))
    assert open_rules(collected) == (["C01"] if is_open else [])


def test_who_is_still_sent_is_settled_by_sending_them(collected: Collected) -> None:
    say(collected, left(child_of(collected, 2), AFTER_THE_TESTS))
    collected.send(without(collected, 2))
    assert open_rules(collected) == ["C01"]
    collected.send()
    assert open_rules(collected) == []


def test_too_few_pupils_stay_asked_while_one_of_them_is_still_to_be_sent(collected: Collected) -> None:
    collected.send(without(collected, 1, 2, 3))
    days = (LEFT_ON, LEFT_ON, AFTER_THE_TESTS)
    say(collected, *(left(child_of(collected, place), day) for place, day in enumerate(days, start=1)))
    assert open_rules(collected) == ["C01", "S07"]


@pytest.mark.parametrize(("rule", "is_open"), [("C01", True), ("C02", True), ("R01", False)])
def test_too_few_pupils_stay_asked_while_some_are_only_counted(collected: Collected, rule: str, is_open: bool) -> None:
    collected.send(without(collected, 1, 2, 3))
    say(collected, *(left(child_of(collected, place)) for place in (1, 2, 3)))
    Return.objects.update(not_listed={rule: 2})
    assert open_rules(collected) == (["S07"] if is_open else [])


def test_what_was_said_before_sending_settles_what_is_sent_after(collected: Collected) -> None:
    say(collected, left(child_of(collected, 2)))
    collected.send(without(collected, 2))
    assert open_rules(collected) == []


def test_that_somebody_left_explains_nobody_who_is_there_unexpected(collected: Collected) -> None:
    """The roll has dropped them since, and the file still has them."""
    collected.send(with_newcomer(collected))
    newcomer = newcomer_of(collected)
    row = PupilAnswer(authority=collected.side.authority, school_return=collected.school_return(), child=newcomer)
    row.kind, row.day, row.elsewhere, row.at = Kind.LEFT, LEFT_ON, "home", clock.now()
    row.save()
    assert open_rules(collected) == ["C02"]


def test_twice_the_same_changes_nothing(collected: Collected) -> None:
    answer = left(child_of(collected, 0))
    say(collected, answer)
    events, revision = Event.objects.count(), revision_of(collected)
    say(collected, answer)
    answer_pupils(acting(collected.side.head), collected.request, 1, [answer])
    assert (Event.objects.count(), revision_of(collected)) == (events, revision)


def test_a_second_press_while_the_first_is_kept_is_no_change(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = left(child_of(collected, 0))
    say(collected, answer)
    looks = iter([False, True])
    monkeypatch.setattr(pupil_answers, "_are_said", lambda *_: next(looks))
    answer_pupils(acting(collected.side.head), collected.request, 1, [answer])
    assert revision_of(collected) == 2


def test_whoever_comes_second_with_another_answer_is_told(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)))
    with pytest.raises(Changed) as told:
        answer_pupils(acting(collected.side.sender), collected.request, 1, [left(child_of(collected, 1))])
    assert collected.side.head.name in told.value.sentence
    assert len(said()) == 1


def test_all_of_it_is_kept_or_nothing(collected: Collected) -> None:
    answers = [left(child_of(collected, 0)), Answer(child="a" * 16, kind=Kind.FINISHED)]
    with pytest.raises(Refusal, match="pupil_not_listed"):
        say(collected, *answers)
    assert said() == []
    assert not Return.objects.exists()


def test_what_is_taken_back_is_asked_again(collected: Collected) -> None:
    collected.send(without(collected, 2))
    child = child_of(collected, 2)
    say(collected, left(child))
    take_back(acting(collected.side.head), collected.request, revision_of(collected), child)
    assert said() == []
    assert open_rules(collected) == ["C01"]


def test_taken_back_twice_is_taken_back(collected: Collected) -> None:
    child = child_of(collected, 0)
    say(collected, left(child))
    seen = revision_of(collected)
    for _ in range(2):
        take_back(acting(collected.side.head), collected.request, seen, child)
    assert said() == []


def test_who_takes_back_too_late_is_told(collected: Collected) -> None:
    child = child_of(collected, 0)
    say(collected, left(child))
    with pytest.raises(Changed):
        take_back(acting(collected.side.sender), collected.request, 1, child)
    assert len(said()) == 1


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"day": None}, "pupil_day_missing"),
        ({"day": clock.today() + timedelta(days=30)}, "pupil_day_to_come"),
        ({"day": LEFT_ON.replace(year=1926)}, "pupil_day_long_ago"),
        ({"elsewhere": ""}, "pupil_place_missing"),
        ({"elsewhere": "the moon"}, "pupil_place_missing"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(collected: Collected, answer: dict[str, object], refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        say(collected, left(child_of(collected, 0), **answer))  # type: ignore[arg-type] # what a form may bring
    assert said() == []


def test_nobody_has_joined_who_was_not_sent(collected: Collected) -> None:
    with pytest.raises(Refusal, match="pupil_not_listed"):
        say(collected, joined(child_of(collected, 0)))


def test_nobody_has_left_who_was_not_expected(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    with pytest.raises(Refusal, match="pupil_not_listed"):
        say(collected, left(newcomer_of(collected)))


def test_no_school_speaks_of_anothers_pupils(season: Season) -> None:
    ours, twins = collect(season), collect(season.twin)
    with pytest.raises(Refusal, match="pupil_not_listed"):
        say(ours, left(child_of(twins, 0)))


def test_the_trail_counts_and_names_nobody(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)), Answer(child=child_of(collected, 1).public_id, kind=Kind.FINISHED))
    event = Event.objects.get(verb="return.explained")
    assert (event.facts["pupils"], event.facts["pupils_left"], event.facts["pupils_finished"]) == (2, 1, 1)
    assert CANARY not in str(event.facts)
    assert event.school == collected.school.public_id


@pytest.mark.parametrize("who", ["head", "sender"])
def test_both_who_prepare_may_say_it(collected: Collected, who: str) -> None:
    person: Person = getattr(collected.side, who)
    say(collected, left(child_of(collected, 0)), by=person)
    assert PupilAnswer.objects.get().by_name == person.name


def test_the_places_are_those_that_the_movers_rules_ask_for() -> None:
    assert list(whereabouts()) == ["authority", "england", "nations", "abroad", "independent", "home", "unknown"]
    assert CANNOT_SAY in whereabouts()
