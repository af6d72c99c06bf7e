"""Every rule finds what its failing examples hold and nothing in the passing ones, in 2026 and in a year to come."""

from collections import Counter
from pathlib import Path

import pytest

from muster.checking import check
from muster.framework import Framework
from muster.rules import catalogue
from tests.conformance.building import content_of, context_of, told_of
from tests.conformance.facts import facts_of, kept
from tests.conformance.form import Example, examples
from tests.conformance.running import differences
from tests.core.rules.asking import LATER, a_new_year, answers, named, names

FACTS = kept()


@pytest.fixture(scope="module")
def new_year(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return a_new_year(Path(tmp_path_factory.mktemp("framework")))


@pytest.mark.parametrize("name", names())
def test_an_example_gives_exactly_the_findings_wanted(name: str) -> None:
    assert list(differences(named(name).case)) == []


@pytest.mark.parametrize("name", names())
def test_an_example_holds_in_a_year_that_only_a_file_adds(name: str, new_year: Framework) -> None:
    assert list(differences(named(name, LATER).case, new_year, LATER)) == []


@pytest.mark.parametrize("name", names())
def test_the_facts_of_an_examples_findings_are_those_kept(name: str) -> None:
    """Where facts are meant to change, `python -m tests.conformance` keeps them anew."""
    assert facts_of(named(name)) == FACTS[name]


def test_no_facts_are_kept_of_an_example_that_is_no_more() -> None:
    assert list(FACTS) == names()


@pytest.mark.parametrize("rule", catalogue())
@pytest.mark.parametrize("fails", [True, False])
def test_every_rule_has_a_failing_and_a_passing_example(rule: str, fails: bool) -> None:
    assert [e for e in examples() if e.rule == rule and e.fails is fails]


@pytest.mark.parametrize("name", [name for name in names() if "-fails-" in name])
def test_a_failing_example_is_found_by_its_rule(name: str) -> None:
    example = named(name)
    assert any(example.rule == finding.rule for answer in answers(example) for finding in answer.findings)


@pytest.mark.parametrize("name", [name for name in names() if "-passes-" in name])
def test_a_passing_example_is_passed_by_its_rule(name: str) -> None:
    example = named(name)
    assert not any(example.rule == finding.rule for answer in answers(example) for finding in answer.findings)


def test_no_two_examples_of_a_rule_are_called_alike() -> None:
    called = Counter((e.rule, e.fails, e.case.case) for e in examples())
    assert [key for key, count in called.items() if count > 1] == []


@pytest.mark.parametrize("example", [e for e in examples() if e.case.other is None], ids=lambda e: e.name)
def test_the_front_door_gives_the_same_answer(example: Example) -> None:
    content = content_of(example.case)
    expected = answers(example)[0]
    context = context_of(example.case, told_of(example.case), expected.sha256)
    assert check(content, example.case.name, context) == expected
