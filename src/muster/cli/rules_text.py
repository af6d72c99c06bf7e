"""The catalogue of rules in lines for people, and as JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import click
import msgspec

from muster.cli.console import wrapped
from muster.framework import Framework
from muster.rules import Rule
from muster.rules.causes import SEVERITY_WORDS
from muster.rules.sentences import in_brackets

LEVEL_WORDS = {
    "file": "The file",
    "pupil": "Each pupil",
    "outcome": "Each outcome",
    "cohort": "Who is in the file",
    "school": "The school as a whole",
    "cross-school": "Between schools",
}
NEEDS_WORDS = {
    "": "",
    "school": "the school that sends the file",
    "roll": "the roll of expected pupils",
    "history": "earlier years' results",
    "receipts": "the files received before",
    "returns": "other schools' files",
}


def catalogue_text(rules: Iterable[Rule], framework: Framework) -> Iterator[str]:
    """The rules by level: id, cause, how urgent, what it needs, what it looks for, what it says."""
    yield wrapped(f"{framework.title}. Words in <brackets> stand for what is in the file.")
    for level, together in groupby(rules, key=lambda rule: rule.level):
        yield ""
        yield click.style(LEVEL_WORDS[level].upper(), bold=True)
        for rule in together:
            yield ""
            yield from _rule(rule)


def catalogue_json(rules: Iterable[Rule]) -> str:
    """The rules as one JSON array, in the catalogue's order."""
    return msgspec.json.encode(list(rules)).decode()


def _rule(rule: Rule) -> Iterator[str]:
    needs = f", needs {NEEDS_WORDS[rule.needs]}" if rule.needs else ""
    heading = f"{click.style(f'{rule.id}  {rule.title}', bold=True)}"
    yield f"  {heading} ({SEVERITY_WORDS[rule.severity].lower()}{needs})"
    yield wrapped(f"{rule.rule}.", "    ", first="    Looks for: ")
    yield wrapped(in_brackets(rule.message), "    ", first="    Says: ")
    yield wrapped(in_brackets(rule.advice), "    ", first="    What to do: ")
