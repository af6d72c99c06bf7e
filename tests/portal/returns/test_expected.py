"""The list of a school's pupils: whom it is asked about, and what does not fit what it sent."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.portal.foundation.scope import Level, Scope
from muster.portal.pupils.actions.erasure import erase
from muster.portal.returns.actions.pupil_answers import Answer, Kind
from muster.portal.returns.models import Return
from muster.portal.returns.reads.expected import Doubt, YourPupils, expected_number, your_pupils
from muster.portal.returns.reads.to_fill_in import pupils_to_fill_in
from muster.portal.rolls import actions as rolls
from muster.records import Roll, RollEntry
from tests.portal.collected import FORENAMES, TAKEN_ON, Collected, acting, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import address, words
from tests.portal.returns.movement import (
    AFTER_THE_TESTS,
    LEFT_ON,
    child_of,
    joined,
    left,
    named,
    newcomer_of,
    pupils_of,
    say,
    scope_of,
    with_newcomer,
    without,
)
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def load(collected: Collected, *entries: RollEntry) -> None:
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))


def asked(collected: Collected) -> list[str]:
    return [one.name.split()[0] for one in pupils_of(collected).asked]


def doubts(pupils: YourPupils) -> list[tuple[str, Doubt | None]]:
    return [(one.name.split()[0], one.doubt) for one in pupils.doubted]


def to_fill_in(collected: Collected) -> list[str]:
    return [one.forename for one in pupils_to_fill_in(scope_of(collected), collected.school_return())]


def test_before_anything_is_sent_everybody_is_listed_and_nobody_asked_about(collected: Collected) -> None:
    found = pupils_of(collected)
    assert [one.name.split()[0] for one in found.expected] == list(FORENAMES)
    assert (found.taken_on, found.version, found.asked, found.doubted) == (TAKEN_ON, None, (), ())


def test_who_is_missing_and_who_is_new_are_asked_about(collected: Collected) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    assert asked(collected) == ["Cleo", "Gia"]


def test_who_joined_after_the_roll_explains_themselves(collected: Collected) -> None:
    collected.send(with_newcomer(collected, entry=date(2026, 3, 2)))
    assert asked(collected) == []
    assert named(pupils_of(collected), "Gia").joined_since


def test_who_joined_before_the_roll_is_asked_about_with_the_day_that_is_known(collected: Collected) -> None:
    collected.send(with_newcomer(collected, entry=date(2025, 9, 2)))
    assert asked(collected) == ["Gia"]
    assert named(pupils_of(collected), "Gia").entry == date(2025, 9, 2)


def test_who_is_answered_for_is_asked_about_no_more(collected: Collected) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    say(collected, left(child_of(collected, 2)), joined(newcomer_of(collected)))
    found = pupils_of(collected)
    assert (asked(collected), doubts(found)) == ([], [])
    assert named(found, "Cleo").elsewhere == "to a school in another English authority"
    assert named(found, "Gia").elsewhere == "from another school in this authority"


def test_without_a_roll_nobody_is_asked_about(season: Season) -> None:
    collected = collect(season)
    load(collected, replace(collected.entries[0], estab=season.other_school.estab))
    collected.send(with_newcomer(collected))
    found = pupils_of(collected)
    assert (found.taken_on, found.expected, found.asked) == (None, (), ())
    assert len(found.others) == 7


def test_who_left_before_the_tests_by_the_roll_is_not_expected(collected: Collected) -> None:
    gone, other_year, *rest = collected.entries
    load(collected, replace(gone, leaving_date=date(2026, 2, 13)), replace(other_year, nc_year="1"), *rest)
    found = pupils_of(collected)
    assert (len(found.expected), found.apart) == (4, 2)


def test_every_page_counts_the_same_pupils_as_expected(collected: Collected, client_of: ClientOf) -> None:
    """One has left, one is in another year, one is erased: neither is expected anywhere."""
    gone, other_year, *rest = collected.entries
    load(collected, replace(gone, leaving_date=date(2026, 2, 13)), replace(other_year, nc_year="1"), *rest)
    erase(acting(collected.side.officer), collected.side.authority, [child_of(collected, 5)])
    collected.send(without(collected, 0, 1, 4, 5))
    browser, found = client_of(collected.side.head), {}
    for name in ("return", "return-pupils", "return-check", "return-confirm"):
        found[name] = words(browser.get(address(collected, name)))
    assert expected_number(scope_of(collected), collected.school_return()) == len(pupils_of(collected).expected) == 3
    assert "1 pupil to tell us about" in found["return"]
    assert "Northshire expects 3 pupils from your school" in found["return-pupils"]
    assert "Pupils 2, and 3 are expected" in found["return-check"]
    assert "Northshire expects 3. 1 of them is not in your results" in found["return-confirm"]
    say(collected, left(child_of(collected, 4)))
    assert "2 of 3 pupils sent" in words(browser.get(address(collected, "return")))


def test_who_is_said_to_be_gone_and_was_sent_is_doubted(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)), Answer(child=child_of(collected, 1).public_id, kind=Kind.OTHER_YEAR))
    assert doubts(pupils_of(collected)) == []
    collected.send()
    assert doubts(pupils_of(collected)) == [("Ada", Doubt.SENT), ("Ben", Doubt.SENT)]


def test_who_left_after_the_tests_is_still_sent(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0), AFTER_THE_TESTS))
    assert doubts(pupils_of(collected)) == [("Ada", Doubt.STILL_YOURS)]
    collected.send(without(collected, 0))
    assert doubts(pupils_of(collected)) == [("Ada", Doubt.STILL_YOURS)]
    collected.send()
    assert doubts(pupils_of(collected)) == []


def test_who_is_said_to_have_joined_and_is_not_sent_any_more_is_doubted(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    say(collected, joined(newcomer_of(collected)))
    collected.send()
    found = pupils_of(collected)
    assert doubts(found) == [("Gia", Doubt.NOT_SENT)]
    assert [one.name.split()[0] for one in found.former] == ["Gia"]


def test_who_joined_and_is_on_the_next_roll_is_no_question(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    say(collected, joined(newcomer_of(collected)))
    new = replace(collected.entries[0], upn="", surname="Pupilzqxgia", forename="Gia", dob=date(2019, 2, 3))
    load(collected, *collected.entries, new)
    found = pupils_of(collected)
    assert (doubts(found), [one.child for one in found.asked]) == ([], [])


def test_what_was_said_of_somebody_who_left_the_roll_stays_to_be_seen(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)))
    load(collected, *collected.entries[1:])
    (former,) = pupils_of(collected).former
    assert (former.who, former.answer is not None) == (None, True)


def test_an_erased_pupil_is_on_no_list(collected: Collected) -> None:
    say(collected, left(child_of(collected, 0)))
    erase(acting(collected.side.officer), collected.side.authority, [child_of(collected, 0)])
    found = pupils_of(collected)
    assert [one.name.split()[0] for one in found.expected] == list(FORENAMES[1:])
    assert [one.who for one in found.former] == [None]


def test_nobody_is_asked_about_a_pupil_who_was_erased(collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    erase(acting(collected.side.officer), collected.side.authority, [newcomer_of(collected)])
    assert asked(collected) == []
    assert to_fill_in(collected) == list(FORENAMES)


def test_another_schools_eyes_see_nobody(season: Season) -> None:
    collected = collect(season)
    collected.send(with_newcomer(collected))
    say(collected, joined(newcomer_of(collected)))
    other = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    assert your_pupils(other, collected.school_return()).everybody == ()


def test_a_twin_shows_nothing_of_ours(season: Season) -> None:
    ours, twins = collect(season), collect(season.twin)
    collected_return = Return(authority=season.twin.authority, request=twins.request, school=twins.school)
    assert your_pupils(scope_of(ours), collected_return).everybody == ()


def test_the_sheet_has_whom_the_school_should_send(collected: Collected) -> None:
    say(
        collected,
        left(child_of(collected, 0)),
        left(child_of(collected, 1), AFTER_THE_TESTS),
        Answer(child=child_of(collected, 2).public_id, kind=Kind.OTHER_YEAR),
    )
    assert to_fill_in(collected) == ["Ben", "Dev", "Esme", "Finn"]


def test_the_sheet_has_what_was_sent_and_who_is_still_missing(collected: Collected) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    found = pupils_to_fill_in(scope_of(collected), collected.school_return())
    assert [(one.forename, one.outcomes.get("reading")) for one in found] == [
        ("Ada", "GDS"),
        ("Ben", "EXS"),
        ("Cleo", None),
        ("Dev", "EXS"),
        ("Esme", "WTS"),
        ("Finn", "WTS"),
        ("Gia", "GDS"),
    ]


def test_the_sheet_leaves_out_who_was_sent_and_is_said_to_be_gone(collected: Collected) -> None:
    collected.send()
    say(collected, left(child_of(collected, 0)))
    assert to_fill_in(collected) == list(FORENAMES[1:])


def test_the_sheet_leaves_codes_that_cannot_be_used_to_be_chosen(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {0: {"science": "PK3"}}))
    ada = pupils_to_fill_in(scope_of(collected), collected.school_return())[0]
    assert (ada.outcomes["science"], ada.outcomes["reading"]) == ("", "GDS")


def test_the_day_of_leaving_is_the_rolls(collected: Collected) -> None:
    load(collected, replace(collected.entries[0], leaving_date=LEFT_ON), *collected.entries[1:])
    assert named(pupils_of(collected), "Ada").left == LEFT_ON
