"""Writes docs/rules.md: every rule, with what it says of the examples beside it.

`python -m tests.house.rules_page` writes the page; a test compares it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from string import Formatter

from muster.cli.rules_text import LEVEL_WORDS, NEEDS_WORDS
from muster.framework import load_framework
from muster.records import Finding
from muster.rules import Rule, rules_of
from muster.rules.catalogue import Sentence
from muster.rules.causes import SEVERITY_WORDS
from tests.conformance.form import Example, examples
from tests.conformance.running import answers_of
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "rules.md"
YEAR = 2026
_INTRODUCTION = """# What Muster checks

Written by `python -m tests.house.rules_page` from the catalogue of rules and the examples beside it, never by hand.

{title}. Each check asks one of three things of a school:

| | What it means |
|---|---|
| Must be put right | it is corrected, on screen or by a new file, before the return can be confirmed |
| Please explain | it may well be right: correct it, or say why it is so |
| For your information | nothing has to be done |

A check that needs something which was not given does not run, and the answer says so. What is said below was said of
made-up files; their names and numbers belong to nobody. Which of several findings is given where one explains another,
and when a fault that most pupils share is said once, stands in [conformance.md](conformance.md). `muster rules` prints
the list, `muster rules --json` for programs.
"""


def page() -> str:
    """The page as it should be."""
    rules = rules_of(YEAR)
    parts = [_INTRODUCTION.format(title=load_framework(YEAR).title), "\n".join(_overview(rules))]
    for level, together in groupby(rules, key=lambda rule: rule.level):
        parts.append(f"## {LEVEL_WORDS[level]}\n")
        parts.extend("\n".join(_rule(rule)) for rule in together)
    return "\n".join(parts)


def _overview(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "| Check | | | Needs |"
    yield "|---|---|---|---|"
    for rule in rules:
        cells = (f"[{rule.id}](#{_anchor(rule)})", rule.title, SEVERITY_WORDS[rule.severity], NEEDS_WORDS[rule.needs])
        yield f"| {' | '.join(cells)} |"
    yield ""


def _anchor(rule: Rule) -> str:
    return re.sub(r"[^\w -]", "", f"{rule.id} {rule.title}").lower().replace(" ", "-")


def _rule(rule: Rule) -> Iterator[str]:
    needs = f" Needs {NEEDS_WORDS[rule.needs]}." if rule.needs else ""
    until = f" to {rule.until}" if rule.until else ""
    yield f"### {rule.id} {rule.title}\n"
    yield f"{SEVERITY_WORDS[rule.severity]}.{needs} Since {rule.since}{until}. Source: {rule.source}.\n"
    yield f"Looks for: {rule.rule}.\n"
    yield "Says, for example:\n"
    for said in _said_by(rule):
        yield f"> {_plain(said.message)}  \n> *What to do:* {_plain(said.advice)}\n"
    for heading, fails in (("Found in", True), ("Not found in", False)):
        cases = [example.case.case for example in examples() if example.rule == rule.id and example.fails is fails]
        if cases:
            yield f"{heading}: {'; '.join(_plain(case) for case in cases)}.\n"


def _said_by(rule: Rule) -> list[Finding]:
    """One finding for each of the rule's sentences that an example shows, in the catalogue's order."""
    found = [finding for finding in _findings() if finding.rule == rule.id]
    sentences = [Sentence(rule.message, rule.advice), *rule.variants.values()]
    shown = (next((finding for finding in found if _is_said_by(sentence, finding)), None) for sentence in sentences)
    return [finding for finding in shown if finding is not None]


@cache
def _findings() -> tuple[Finding, ...]:
    """All that is found in the examples that a rule must find, those of each rule first."""
    failing = sorted((example for example in examples() if example.fails), key=_simplest)
    return tuple(finding for example in failing for answer in answers_of(example.case) for finding in answer.findings)


def _simplest(example: Example) -> tuple[str, int]:
    return example.rule, example.number


def _is_said_by(sentence: Sentence, finding: Finding) -> bool:
    return _shape(sentence.message).fullmatch(finding.message) is not None and (
        _shape(sentence.advice).fullmatch(finding.advice) is not None
    )


@cache
def _shape(template: str) -> re.Pattern[str]:
    """What a filled template looks like."""
    parts = (re.escape(text) + (".*" if name is not None else "") for text, name, _, _ in Formatter().parse(template))
    return re.compile("".join(parts), re.DOTALL)


def _plain(text: str) -> str:
    """The text, with no character that Markdown would take for more than itself."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", " ".join(text.split()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
