"""What the check of a version found, by cause, beside what the school has said."""

import msgspec

from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Return, Version
from muster.portal.returns.reads.findings import Found, findings_of
from muster.records import Severity
from muster.rules.causes import Cause, causes_among

_ADVICE = 2


class CauseHere(msgspec.Struct, frozen=True):
    """One cause in a return, with its findings; those still to be settled come first."""

    cause: Cause
    found: tuple[Found, ...]

    @property
    def is_error(self) -> bool:
        """Whether it must be put right."""
        return self.cause.severity is Severity.ERROR

    @property
    def is_question(self) -> bool:
        """Whether it is to be explained."""
        return self.cause.severity is Severity.QUERY

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do, the first two ways where its findings have several."""
        return tuple(dict.fromkeys(one.finding.advice for one in self.found))[:_ADVICE]

    @property
    def open_number(self) -> int:
        """How many of its findings wait for the school, those that are counted only too."""
        waits = self.cause.severity is not Severity.NOTE
        return sum(one.is_open for one in self.found) + (self.cause.beyond if waits else 0)


def causes_of_return(scope: Scope, school_return: Return, version: Version) -> list[CauseHere]:
    """Every cause of the version's latest check: what must be put right first, then the catalogue's order."""
    by_rule: dict[str, list[Found]] = {}
    for one in findings_of(scope, school_return, version):
        by_rule.setdefault(one.row.rule, []).append(one)
    every = (one.finding for rows in by_rule.values() for one in rows)
    return [
        CauseHere(cause, tuple(sorted(by_rule.get(cause.rule.id, ()), key=lambda one: not one.is_open)))
        for cause in causes_among(every, school_return.not_listed)
    ]
