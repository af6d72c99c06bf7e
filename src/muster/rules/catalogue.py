"""The catalogue: what every rule is, how much it asks, and what it says to people."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from muster.records import Severity


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong, and how to put it right; templates for `sentences.fill`."""

    message: str
    advice: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. `rule` is the published text; `title` names the cause in a few words.

    `needs` names the data it waits for ("" none), `since` and `until` the first and last year it holds. `variants`
    are other sentences for some of its findings, "" being the rule's own `message` and `advice`.
    """

    id: str
    level: str
    severity: Severity
    needs: str = ""
    title: str
    rule: str
    message: str
    advice: str
    source: str
    since: int
    until: int | None = None
    variants: dict[str, Sentence] = {}

    def holds_in(self, year: int) -> bool:
        """Whether the rule is one of this year's."""
        return self.since <= year and (self.until is None or year <= self.until)

    def sentence(self, variant: str) -> Sentence:
        """The sentence of a variant; raises KeyError for one that the rule has not."""
        return self.variants[variant] if variant else Sentence(self.message, self.advice)


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its id, in the order in which findings are given."""
    text = (files("muster.rules") / "catalogue.toml").read_text(encoding="utf-8")
    rules = (msgspec.convert({"id": rule_id, **values}, Rule) for rule_id, values in tomllib.loads(text).items())
    return {rule.id: rule for rule in rules}


def rules_of(year: int) -> tuple[Rule, ...]:
    """The rules that hold in a year, in the catalogue's order."""
    return tuple(rule for rule in catalogue().values() if rule.holds_in(year))
