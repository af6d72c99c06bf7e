"""A pupil with neither UPN nor date of birth is known again by name within the school's own return alone."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.portal.pupils.actions import erase
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.models import Finding, Result
from muster.portal.returns.reads.findings import findings_of
from muster.records import RollEntry
from tests.portal.collected import Collected, acting, collect, results_file, upn
from tests.portal.returns.correcting_by_hand import keep, newest, scope_of, wish, write
from tests.portal.season import Season

pytestmark = pytest.mark.django_db
ABSENT = {0: {"reading": "A"}}


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def vague(entry: RollEntry) -> RollEntry:
    """An expected pupil whose file tells no more than name and sex, and not the roll's name."""
    return replace(entry, upn="", dob=None, forename="Gia")


def send(collected: Collected, *first: RollEntry, writing: str = "WTS") -> list[int]:
    """Send a file that begins with these in place of the first expected pupil; gives their children's keys.

    With another outcome in writing it is not the same file again.
    """
    collected.send(results_file((*first, *collected.entries[1:]), {**ABSENT, 3: {"writing": writing}}))
    rows = Result.objects.filter(version=newest(collected)).order_by("place")
    return list(rows.values_list("child_id", flat=True))[: len(first)]


def test_what_was_said_of_them_survives_a_new_file(collected: Collected) -> None:
    unknown = vague(collected.entries[0])
    send(collected, unknown)
    asked = Finding.objects.get(rule="R08").public_id
    explain(acting(collected.side.head), collected.request, 2, [asked], "recently_arrived", "")
    collected.send(results_file((unknown, *collected.entries[1:]), {**ABSENT, 3: {"writing": "EXS"}}))
    found = findings_of(scope_of(collected), collected.school_return(), newest(collected))
    assert [one.is_open for one in found if one.row.rule == "R08"] == [False]


@pytest.mark.parametrize(
    "then", [{"upn": upn(41)}, {"dob": date(2019, 3, 4)}, {"surname": "PUPIL-ZQXADA"}, {"sex": ""}]
)
def test_they_are_the_same_child_with_what_was_missing(collected: Collected, then: dict[str, object]) -> None:
    unknown = vague(collected.entries[0])
    assert send(collected, unknown) == send(collected, replace(unknown, **then))


def test_whoever_was_known_is_the_same_child_without_upn_and_birth(collected: Collected) -> None:
    known = replace(collected.entries[0], forename="Gia", upn=upn(41))
    assert send(collected, known) == send(collected, vague(known))


def test_a_correction_on_screen_keeps_the_child(collected: Collected) -> None:
    (child,) = send(collected, vague(collected.entries[0]))
    write(collected, wish(collected, 0, "dob", "4 March 2019"))
    keep(collected)
    assert Result.objects.get(version=newest(collected), place=0).child_id == child


@pytest.mark.parametrize("then", [{"surname": "Elsezqx"}, {"forename": "Hal"}, {"sex": "M"}])
def test_another_name_or_sex_is_another_child(collected: Collected, then: dict[str, object]) -> None:
    unknown = vague(collected.entries[0])
    assert send(collected, unknown) != send(collected, replace(unknown, **then))


def test_a_name_that_stands_twice_tells_neither(collected: Collected) -> None:
    unknown = vague(collected.entries[0])
    (once,) = send(collected, unknown)
    twice = send(collected, unknown, unknown)
    (again,) = send(collected, unknown)
    assert len({once, *twice, again}) == 4


def test_pupils_without_any_name_are_never_the_same(collected: Collected) -> None:
    nobody = replace(vague(collected.entries[0]), surname="", forename="")
    assert send(collected, nobody) != send(collected, nobody, writing="EXS")


def test_a_upn_that_is_known_goes_before_the_name(collected: Collected) -> None:
    send(collected, vague(collected.entries[0]))
    (expected,) = send(collected, replace(collected.entries[0], forename="Gia"))
    collected.send()
    assert Result.objects.get(version=newest(collected), place=0).child_id == expected


def test_another_schools_pupil_of_the_name_is_another_child(season: Season) -> None:
    ours, twins = collect(season), collect(season.twin)
    unknown = vague(ours.entries[0])
    assert send(ours, unknown) != send(twins, replace(unknown, estab=twins.school.estab))


def test_nobody_is_known_as_a_child_who_was_erased(collected: Collected) -> None:
    unknown = vague(collected.entries[0])
    (gone,) = send(collected, unknown)
    child = Result.objects.get(version=newest(collected), place=0).child
    erase(acting(collected.side.officer), collected.side.authority, [child])
    assert send(collected, unknown, writing="EXS") != [gone]


def to_come(entry: RollEntry, **other: object) -> RollEntry:
    """An expected pupil whose file tells a name and a birth that the roll has not, and no number yet."""
    return replace(entry, upn="TBC", dob=date(2019, 3, 4), **other)


def test_two_pupils_whose_number_is_to_come_are_two(collected: Collected) -> None:
    ada, ben = (to_come(collected.entries[0], forename=name) for name in ("Gia", "Hal"))
    first, second = send(collected, ada, ben)
    assert first != second


def test_their_numbers_tell_them_apart_as_before_once_they_have_come(collected: Collected) -> None:
    ada, ben = (to_come(collected.entries[0], forename=name) for name in ("Gia", "Hal"))
    before = send(collected, ada, ben)
    assert send(collected, replace(ada, upn=upn(41)), replace(ben, upn=upn(42))) == before


def test_another_pupil_whose_number_is_to_come_in_a_later_file_is_nobody_who_was_sent(collected: Collected) -> None:
    (ada,) = send(collected, to_come(collected.entries[0], forename="Gia"))
    (ben,) = send(collected, to_come(collected.entries[0], forename="Hal"))
    assert ada != ben
    sent = Result.objects.filter(version__school_return=collected.school_return(), place=0).order_by("version")
    assert list(sent.values_list("child", flat=True)) == [ada, ben]


def test_whose_number_is_to_come_is_known_by_name_where_no_birth_is_told(collected: Collected) -> None:
    unknown = replace(to_come(collected.entries[0], forename="Gia"), dob=None)
    assert send(collected, unknown) == send(collected, replace(unknown, upn=upn(41)))
