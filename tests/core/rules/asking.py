"""What a test asks of the rules: a case described as the examples are, and its answer."""

from functools import cache
from pathlib import Path

import msgspec

import muster.framework
from muster.framework import Framework, load_framework
from muster.records import CheckResult, Finding
from muster.rules import ReturnView
from tests.conformance.form import Case, Example, examples
from tests.conformance.running import answers_of, views_of

LATER = 5
NEW_YEAR = """
extends = "ks1_2026"
year = 2031
ruleset = "ks1-2031.1"
title = "Made-up assessment 2031"
[dates]
year_begins = 2030-09-01
year_ends = 2031-08-31
born_from = 2023-09-01
born_to = 2024-08-31
roll_taken = 2031-01-15
opens = 2031-05-01
test_period_from = 2031-05-01
test_period_to = 2031-05-31
deadline = 2031-06-26
[ctf]
academic_year = "2030"
versions = ["30", "29"]
written = "30.0"
"""


def case(**fields: object) -> Case:
    """A case, its fields as in the examples' data."""
    return msgspec.convert({"case": "a test's own", **fields}, Case)


def answer(**fields: object) -> CheckResult:
    """The answer to a case of one file."""
    return answers_of(case(**fields))[0]


def view(**fields: object) -> ReturnView:
    """The return of a case of one file, as the rules see it."""
    return views_of(case(**fields))[0]


def rules(result: CheckResult) -> list[str]:
    """The rules of the findings, in the answer's order."""
    return [finding.rule for finding in result.findings]


def found(**fields: object) -> list[str]:
    """The rules that find something in a case of one file."""
    return rules(answer(**fields))


def of(rule: str, result: CheckResult) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in result.findings if finding.rule == rule]


def a_new_year(folder: Path) -> Framework:
    """The framework of 2031, which adds nothing but a file."""
    source = Path(muster.framework.__file__).parent
    (folder / "ks1_2026.toml").write_bytes((source / "ks1_2026.toml").read_bytes())
    (folder / "ks1_2031.toml").write_text(NEW_YEAR, encoding="utf-8")
    return load_framework(2031, folder)


def answers(example: Example) -> tuple[CheckResult, ...]:
    """The answers to an example, worked out once."""
    return _answers(example.name)


@cache
def _answers(name: str) -> tuple[CheckResult, ...]:
    return tuple(answers_of(named(name).case))


def names(later: int = 0) -> list[str]:
    """The names of all examples."""
    return list(_by_name(later))


def named(name: str, later: int = 0) -> Example:
    """An example by its name."""
    return _by_name(later)[name]


@cache
def _by_name(later: int) -> dict[str, Example]:
    return {example.name: example for example in examples(later)}
