"""Every rule runs by itself on an empty file, a minimal one and a strange one, and each looks at what it needs."""

from collections.abc import Iterator
from datetime import date

import pytest

from muster.framework import load_framework
from muster.records import CheckContext, Expected, History, PupilRecord, ResultsFile, Roll
from muster.rules import ReturnView, catalogue, view_return
from muster.rules.registry import REGISTRY, Found, rule
from muster.rules.wording import finding_of
from tests.core.rules.asking import view

FRAMEWORK = load_framework(2026)


def empty() -> ReturnView:
    expected = Expected(roll=Roll(date(2026, 1, 15), ()), history=History(()))
    context = CheckContext(today=date(2026, 6, 26), year=2026, expected=expected, receipts=frozenset())
    return view_return(ResultsFile("a.xml", "0" * 64, 0), context, FRAMEWORK)


def minimal() -> ReturnView:
    return view(pupils=1, roll={"pupils": 1}, history=[{"subject": "reading", "eligible": 1, "exs_plus": 1}])


def bare() -> ReturnView:
    """A pupil of whom nothing is known but that one outcome stands there."""
    nothing = dict.fromkeys(
        ["upn", "surname", "forename", "dob", "sex", "nc_year", "writing", "maths", "science"], False
    )
    return view(pupils=1, change={"1": nothing | {"date": False}}, roll={"pupils": 1}, history=[])


@pytest.mark.parametrize("rule_id", REGISTRY)
def test_a_rule_finds_nothing_in_an_empty_file_but_that_it_is_empty(rule_id: str) -> None:
    given = empty()
    if given.roll is None and catalogue()[rule_id].needs == "roll":
        given = minimal()
    found = list(REGISTRY[rule_id](given))
    assert bool(found) == (rule_id == "F12")


@pytest.mark.parametrize("rule_id", REGISTRY)
def test_a_rule_finds_nothing_in_a_minimal_clean_file(rule_id: str) -> None:
    assert list(REGISTRY[rule_id](minimal())) == []


@pytest.mark.parametrize("rule_id", REGISTRY)
def test_what_a_rule_finds_of_a_pupil_of_whom_nothing_is_known_can_be_said(rule_id: str) -> None:
    for found in REGISTRY[rule_id](bare()):
        finding = finding_of(catalogue()[rule_id], catalogue()[rule_id].severity, found, "line")
        assert finding.message
        assert "None" not in finding.message


@pytest.mark.parametrize("rule_id", [r for r in REGISTRY if catalogue()[r].level == "cohort"])
def test_a_cohort_rule_asks_for_its_roll(rule_id: str) -> None:
    with pytest.raises(ValueError, match="need the expected roll"):
        list(REGISTRY[rule_id](view()))


def test_a_function_is_registered_under_its_rules_id_and_stays_as_it_is() -> None:
    def found(_given: ReturnView) -> Iterator[Found]:
        yield Found()

    try:
        assert rule("Z99")(found) is found
        assert REGISTRY["Z99"] is found
    finally:
        del REGISTRY["Z99"]


def test_a_second_function_for_a_rule_is_refused() -> None:
    def another(_given: ReturnView) -> Iterator[Found]:
        yield Found()

    with pytest.raises(ValueError, match="registered for rule F01"):
        rule("F01")(another)


def test_the_catalogue_read_again_is_the_same() -> None:
    read = catalogue.__wrapped__()
    assert read == catalogue()
    assert list(read) == [rule.id for rule in read.values()]


def test_a_pupil_is_told_by_line_only_where_no_name_is() -> None:
    record = PupilRecord(line=7)
    given = view_return(ResultsFile("a.xml", "0", 0, pupils=(record,)), empty().context, FRAMEWORK)
    found = Found(pupil=given.pupils[0])
    assert finding_of(catalogue()["P01"], catalogue()["P01"].severity, found, "row").message.startswith(
        "The pupil in row 7 "
    )
    nobody = finding_of(catalogue()["C01"], catalogue()["C01"].severity, Found(), "line")
    assert nobody.message.startswith("A pupil without a name ")
