"""Every sentence of the council's guidance has a page, a check or a mail that serves it, and a test that proves it."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from muster.portal.pages.public.guidance import SECTIONS
from muster.rules import rules_of
from tests.everything.routes import routes
from tests.house.tree import ROOT

TABLE = ROOT / "docs" / "guidance.csv"

SENTENCES = {
    "3-7": 1, "9-31": 1, "37": 1, "39": 3, "41": 2, "45": 1, "47": 1, "51": 2, "53": 1, "55": 1, "57": 1, "59": 2,
    "65": 1, "67": 1, "69": 1, "73": 1, "75": 1, "77-79": 1, "81": 1, "85": 2, "87": 1, "91": 1, "97": 1, "99": 1,
    "101": 1, "105": 2, "107": 1, "109": 1, "111": 1, "113": 2, "115": 1, "119": 2, "121": 2, "123": 1, "127": 1,
    "129": 1, "131": 1, "133": 1, "137": 1, "139": 1, "141": 2, "142": 1, "143": 1, "147": 1, "149": 1, "153": 1,
    "155-157": 1, "159-161": 1,
}  # fmt: skip
"""Lines of the guidance that say something, and how many sentences stand in each.

The guidance is its council's and not in the repository: its lines are told by number. Left out are empty lines and
headings, which say nothing that the lines below them do not.
"""
LATER = {"41": "issue:7", "121": "issue:7"}
"""Lines of which a part is built later: the PDF reports themselves."""


class Line:
    """A row of the table."""

    def __init__(self, row: dict[str, str]) -> None:
        self.lines, self.says, self.test = row["line"], row["says"], row["test"]
        self.served_by = row["served_by"].split()


@cache
def table() -> tuple[Line, ...]:
    """The rows, in the order of the guidance."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Line(row) for row in csv.DictReader(file))


each = pytest.mark.parametrize("line", table(), ids=lambda line: f"{line.lines}: {line.says}")


def test_every_sentence_has_its_row_and_no_other_is_there() -> None:
    assert Counter(line.lines for line in table()) == Counter(SENTENCES)


def test_the_rows_stand_in_the_order_of_the_guidance() -> None:
    begins = [int(line.lines.partition("-")[0]) for line in table()]
    assert begins == sorted(begins)


@each
def test_what_serves_a_sentence_is_there(line: Line) -> None:
    assert line.served_by
    for served in line.served_by:
        kind, _, name = served.partition(":")
        assert served == LATER.get(line.lines) or name in _there(kind), served


@each
def test_a_sentence_is_served_by_something_that_is_there_already(line: Line) -> None:
    assert [one for one in line.served_by if not one.startswith("issue:")]


@each
def test_the_test_that_proves_it_is_there(line: Line) -> None:
    path, _, name = line.test.partition("::")
    assert re.fullmatch(r"test_\w+", name)
    assert name in _tests_in(ROOT / path)


def test_nothing_is_called_later_that_is_not_so_in_the_table() -> None:
    assert {line.lines for line in table() for one in line.served_by if one.startswith("issue:")} == LATER.keys()


@each
def test_a_sentence_is_said_in_our_words(line: Line) -> None:
    """Short, and no quotation: the guidance itself is not ours to repeat."""
    assert 0 < len(line.says.split()) <= 20


@cache
def _there(kind: str) -> frozenset[str]:
    if kind == "page":
        names = {route.name for route in routes()}
        return frozenset(names | {f"guidance#{section.key}" for section in SECTIONS})
    if kind == "rule":
        return frozenset(rule.id for rule in rules_of(2026))
    mails = (ROOT / "src" / "muster" / "portal").glob("*/templates/mail/*.txt")
    return frozenset(path.stem for path in mails) if kind == "mail" else frozenset()


@cache
def _tests_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
