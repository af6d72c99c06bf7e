"""The examples of all rules, one test a rule, to meet the mutants: thousands of small tests would take hours."""

import pytest

from muster.rules import catalogue
from tests.conformance.facts import facts_of, kept
from tests.conformance.form import examples
from tests.conformance.running import differences


@pytest.mark.parametrize("rule", catalogue())
def test_the_examples_of_a_rule_hold(rule: str) -> None:
    facts = kept()
    for example in examples():
        if example.rule == rule:
            assert list(differences(example.case)) == []
            assert facts_of(example) == facts[example.name]
