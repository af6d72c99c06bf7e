"""One mutated file: drawn by its number, checked as a library and a command check it, its answer looked at."""

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from muster.checking import check
from muster.cli.json_lines import json_line
from muster.records import CheckContext, CheckResult, Facts, Finding
from tests.verify.fuzzing.corpus import Seed, seeds
from tests.verify.fuzzing.mutators import mutated
from tests.verify.fuzzing.tokens import FILE_NAMES

_OTHER_NAME = 0.03
_TOLD_LESS = 0.3


class Unfilled(AssertionError):
    """A finding whose sentence is empty or holds a place that was never filled."""


class MutatedFile(NamedTuple):
    """What is checked in one case."""

    name: str
    content: bytes
    context: CheckContext


def mutated_file(number: int) -> MutatedFile:
    """The case of this number: the same for ever, as long as mutators and corpus stay as they are."""
    dice = random.Random(number)
    seed = _drawn(dice)
    content = mutated(seed.content, lambda: _drawn(dice).content, dice)
    name = dice.choice(FILE_NAMES) if dice.random() < _OTHER_NAME else seed.name
    told = seed.context
    if dice.random() < _TOLD_LESS:
        told = CheckContext(today=told.today, year=told.year)
    return MutatedFile(name, content, told)


def damaged(content: bytes, number: int) -> bytes:
    """This content as the case of this number damages it."""
    dice = random.Random(number)
    return mutated(content, lambda: _drawn(dice).content, dice)


def _drawn(dice: random.Random) -> Seed:
    return dice.choice(dice.choice(seeds()))


def examined(file: MutatedFile) -> CheckResult:
    """The answer to a file; raises whatever escapes the check, and Unfilled for a finding that does not say enough."""
    answer = check(file.content, file.name, file.context)
    line = msgspec.json.decode(json_line(answer))
    if len(line["findings"]) != len(answer.findings):
        raise Unfilled("The line of JSON does not hold every finding.")
    for finding in answer.findings:
        hold_filled(finding)
    return answer


def hold_filled(finding: Finding) -> None:
    """Raise Unfilled unless message and advice are there, and hold no brace but those of the file's own texts."""
    if not finding.message.strip() or not finding.advice.strip():
        raise Unfilled(f"{finding.rule} says nothing.")
    said = finding.message + finding.advice
    if ("{" in said or "}" in said) and not any("{" in text or "}" in text for text in _texts_of(finding)):
        raise Unfilled(f"{finding.rule} says {said!r}.")


def _texts_of(finding: Finding) -> Iterator[str]:
    """What a finding tells of the file."""
    yield from (text for text in (finding.upn, finding.pupil, finding.value) if text)
    yield from _texts_in(finding.facts)


def _texts_in(facts: Facts) -> Iterable[str]:
    for fact in facts.values():
        yield from fact if isinstance(fact, tuple) else (str(fact),)
