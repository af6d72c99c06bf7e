"""The catalogue says what the published table says, and every sentence of it reads as it should."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from muster.checking import check_read
from muster.formats.results import unread
from muster.records import CheckContext, Finding, Problem, ProblemKind
from muster.rules import catalogue, rules_of
from muster.rules.catalogue import Rule, Sentence
from muster.rules.collapse import COLLAPSES
from muster.rules.registry import REGISTRY
from tests.conformance.form import Example, examples
from tests.conformance.running import answers_of
from tests.core.rules.asking import answers
from tests.house.tree import ROOT

TABLE = Path(__file__).with_name("published_rules.csv")
SHARED = ROOT.parent / "shared" / "spec" / "rules.csv"
_FAILS, _PASSES = "example that must trigger it", "example that must not"
_ORDER = "FPRCSX"
_BLAME = ("you failed", "your fault", "invalid", "illegal", "you must", "incorrect", "bad ", "you forgot", "error")
# Source: the words that never stand on a school's page.
_INTERNAL = ("finding", "establishment", "ruleset", "hash")


def published() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table)}


def said() -> Iterator[tuple[str, Finding]]:
    """Every finding of every example."""
    for example in examples():
        for answer in answers(example):
            yield from ((example.name, finding) for finding in answer.findings)


@pytest.mark.parametrize("rule", published())
@pytest.mark.parametrize("column", ["level", "severity", "needs", "rule"])
def test_a_rule_says_what_the_published_table_says(rule: str, column: str) -> None:
    assert getattr(catalogue()[rule], column) == published()[rule][column]


def test_the_copy_of_the_published_table_is_that_which_lies_beside_the_checkout() -> None:
    if SHARED.is_file():
        assert TABLE.read_bytes() == SHARED.read_bytes()


def test_the_rules_stand_in_the_order_of_the_table() -> None:
    ids = list(catalogue())
    assert [rule for rule in ids if rule in published()] == list(published())
    assert ids == sorted(ids, key=lambda rule: (_ORDER.index(rule[0]), rule))


def test_every_rule_but_those_between_schools_has_a_function() -> None:
    assert set(REGISTRY) == {rule.id for rule in catalogue().values() if rule.needs != "returns"}


def test_the_rules_of_one_file_that_collapse_are_those_of_the_table() -> None:
    assert set(COLLAPSES) == {"R01", "R03", "R15"}


@pytest.mark.parametrize("rule", published())
def test_the_examples_of_the_published_table_are_among_the_rules_own(rule: str) -> None:
    for side, column in ((True, _FAILS), (False, _PASSES)):
        wanted = {part.strip() for part in published()[rule][column].split(";")} - {""}
        ours = {e.case.published for e in examples() if e.rule == rule and e.fails is side} - {""}
        assert wanted - ours == set()


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_title_a_source_and_a_year(rule: Rule) -> None:
    assert rule.title
    assert rule.source
    assert rule.since == 2026
    assert not rule.title.endswith(".")


def test_a_rule_holds_from_its_first_year_to_its_last() -> None:
    rule = Rule(
        id="Z01", level="file", severity=catalogue()["F01"].severity, title="t", rule="r", message="m", advice="a",
        source="s", since=2027, until=2028,
    )  # fmt: skip
    assert [rule.holds_in(year) for year in (2026, 2027, 2028, 2029)] == [False, True, True, False]


def test_no_rule_holds_before_its_first_year() -> None:
    assert rules_of(2025) == ()
    assert rules_of(2026) == tuple(catalogue().values())


def test_every_sentence_is_said_by_some_example(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[tuple[str, str]] = set()
    sentence = Rule.sentence

    def remembered(rule: Rule, variant: str) -> Sentence:
        used.add((rule.id, variant))
        return sentence(rule, variant)

    monkeypatch.setattr(Rule, "sentence", remembered)
    for example in examples():
        answers_of(example.case)
    stopped = Problem(ProblemKind.TOO_BIG, facts={"what": "time"})  # met outside the core, which has no clock
    check_read(unread("KS1.xml", "", 0, stopped), CheckContext(today=date(2026, 6, 26), year=2026))
    there = {(rule.id, variant) for rule in catalogue().values() for variant in ("", *rule.variants)}
    assert there - used == set()


def test_no_message_shows_what_people_do_not_read() -> None:
    rule_id, braces = re.compile(r"\b[FPRCSX]\d\d\b"), re.compile(r"[{}\[\]]")
    for name, finding in said():
        text = f"{finding.message} {finding.advice}"
        assert not rule_id.search(text), (name, text)
        assert not braces.search(text), (name, text)
        assert "None" not in text, (name, text)
        assert not re.search(r"  | ,| \.|\(\)", text), (name, text)


def test_every_message_and_advice_is_a_sentence() -> None:
    for name, finding in said():
        for text in (finding.message, finding.advice):
            assert text.endswith((".", "?")), (name, text)
            assert text[0].isupper() or text[0].isdigit(), (name, text)


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda rule: rule.id)
def test_no_sentence_blames_or_speaks_of_the_machinery(rule: Rule) -> None:
    for sentence in (Sentence(rule.message, rule.advice), *rule.variants.values()):
        text = f"{sentence.message} {sentence.advice}".lower()
        assert [word for word in (*_BLAME, *_INTERNAL) if word in text] == []


def test_a_rules_own_sentence_and_its_variants_are_told_apart() -> None:
    rule = catalogue()["P08"]
    assert rule.sentence("") == Sentence(rule.message, rule.advice)
    assert rule.sentence("missing") == rule.variants["missing"]
    with pytest.raises(KeyError):
        rule.sentence("nowhere")


def test_the_catalogue_refuses_a_key_that_it_does_not_know() -> None:
    import msgspec

    values = msgspec.to_builtins(catalogue()["F01"])
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(values | {"messsage": "slip"}, Rule)


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_the_severity_of_a_finding_is_the_rules(example: Example) -> None:
    for answer in answers(example):
        for finding in answer.findings:
            softened = example.case.told.get("softened", {}).get(finding.rule)
            assert finding.severity == (softened or catalogue()[finding.rule].severity)
