"""One finding for the file where the same fault is on most of its pupils."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from muster.records import Facts
from muster.rules.registry import Found, RuleFunction
from muster.rules.return_view import ReturnView


class Collapse(msgspec.Struct, frozen=True):
    """When a rule's findings become one: on more than half the pupils, or in `always_in` from `least` pupils on."""

    by_subject: bool = True
    always_in: str = ""
    least: int = 0


# Source: the last line of the table of precedence.
COLLAPSES = {"R01": Collapse(), "R03": Collapse(always_in="science", least=3), "R15": Collapse(by_subject=False)}


class _Group:
    """The findings of one rule in one subject, counted by pupil."""

    def __init__(self) -> None:
        self.pupils = 0
        self._last: object = None
        self.codes: dict[str, str] = {}

    def add(self, found: Found) -> None:
        self.pupils += found.pupil is not self._last
        self._last = found.pupil
        if "code" in found.facts:
            self.codes[str(found.facts["code"])] = str(found.facts["instead"])


def collapsed(rule_id: str, function: RuleFunction, given: ReturnView) -> Iterator[Found]:
    """The rule's findings, those that the file shares as one. Run twice where need be, lest they pile up."""
    how = COLLAPSES[rule_id]
    groups: dict[str, _Group] = defaultdict(_Group)
    for found in function(given):
        groups[_key(found, how)].add(found)
    shared = {key for key, group in groups.items() if _is_shared(key, group.pupils, how, given)}
    yield from (_as_one(key, groups[key], given) for key in ("", *given.subjects) if key in shared)
    if len(shared) < len(groups):
        yield from (found for found in function(given) if _key(found, how) not in shared)


def _key(found: Found, how: Collapse) -> str:
    return found.subject or "" if how.by_subject else ""


def _is_shared(key: str, pupils: int, how: Collapse, given: ReturnView) -> bool:
    if how.always_in and key == how.always_in:
        return pupils >= how.least
    return 2 * pupils > len(given.pupils)


def _as_one(key: str, group: _Group, given: ReturnView) -> Found:
    facts: Facts = {"count": group.pupils, "pupils": len(given.pupils)}
    codes = tuple(sorted(group.codes))
    if codes:
        facts |= {"codes": codes, "instead": tuple(_instead(group.codes))}
    return Found(subject=key or None, value=", ".join(codes) or None, variant="file", facts=facts)


def _instead(codes: dict[str, str]) -> Iterator[str]:
    for use in sorted(set(codes.values())):
        yield f"{use} for {' and '.join(code for code in sorted(codes) if codes[code] == use)}"
