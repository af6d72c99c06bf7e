"""Every verb that the code writes into the trail has its words in the log, and none is left of a verb that went."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from muster.portal.audit.words import kinds, said_of
from tests.everything.examples import EXAMPLES
from tests.everything.source import files, tree_of

_VERB = re.compile(r"[a-z_]+\.[a-z_]+")
_RECORDING = frozenset(["record", "record_of"])
_VIEWING = frozenset(["record_view", "record_views", "record_seen", "look_at", "_record", "_record_view", "recorded"])
_KNOWN = {verb for kind in kinds().values() for verb in kind.verbs}


def _texts(node: ast.AST) -> Iterator[str]:
    return (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _named(call: ast.Call) -> str:
    """The function's own name, whatever it is taken from."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def recorded_in(tree: ast.Module) -> Iterator[str]:
    """The verbs that a module writes: in calls that record, and as `verb` of a move."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if _named(call) in _RECORDING:
            yield from (text for part in call.args for text in _texts(part) if _VERB.fullmatch(text))
        yield from (text for one in call.keywords if one.arg == "verb" for text in _texts(one.value))


def seen_in(tree: ast.Module) -> Iterator[str]:
    """What a module says of lists of pupils that are seen."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _named(node) in _VIEWING):
        whats = (one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
        yield from (f"{what}.seen" for what in whats if re.fullmatch("[a-z_]+", what))


@cache
def in_use() -> frozenset[str]:
    """The verbs that the modules and the examples of actions write. Put together once, and only where it is asked."""
    found = chain.from_iterable(chain(recorded_in(tree_of(path)), seen_in(tree_of(path))) for path in files())
    return frozenset(chain(found, chain.from_iterable(example.verbs for example in EXAMPLES.values())))


def test_every_verb_has_its_words() -> None:
    """Add the missing ones to audit/verbs.toml: what somebody reads after the name of who did it."""
    assert in_use() - _KNOWN == set()


def test_no_words_are_left_of_a_verb_that_went() -> None:
    told = {text for path in files() for text in _texts(tree_of(path)) if _VERB.fullmatch(text)}
    assert _KNOWN - in_use() - told == set()


def test_a_verb_stands_once_and_its_words_follow_a_name() -> None:
    every = [verb for kind in kinds().values() for verb in kind.verbs]
    assert len(every) == len(set(every)) == len(_KNOWN) > 80
    assert [said for verb in every if (said := said_of(verb))[0].isupper() or said.endswith(".")] == []
    assert [one.name for one in kinds().values() if list(one.verbs) != sorted(one.verbs)] == []


@pytest.mark.parametrize(
    ("source", "verbs"),
    [
        ("act.record('school.asked', row)", ["school.asked"]),
        ("record_of(act, 'code.refused' if no else 'code.spent', person)", ["code.refused", "code.spent"]),
        ("Move(verb='return.accepted')", ["return.accepted"]),
        ("act.record(verb, row)", []),
    ],
)
def test_a_verb_is_found(source: str, verbs: list[str]) -> None:
    assert list(recorded_in(ast.parse(source))) == verbs
