"""The rules between schools (X01 to X04): the same child in two schools' returns.

What is found here never names the other school. A match says only what a school may be told and what a rule needs:
whether the UPN and the outcomes are the same.
"""

import msgspec

from muster.rules.registry import Found


class SharedPupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil of this return whom another school has sent too.

    `same_upn` tells that the other record has the same UPN, otherwise the name and date of birth agree; then
    `same_outcomes` says whether all the outcomes agree.
    """

    upn: str | None
    who: str | None
    line: int | None
    same_upn: bool
    same_outcomes: bool


class SentElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil expected here, missing from this return, whom another school has sent (X04)."""

    upn: str | None
    who: str | None


def shared_rule(match: SharedPupil) -> str:
    """Which rule speaks of a pupil sent by two schools."""
    if not match.same_upn:
        return "X03"
    return "X01" if match.same_outcomes else "X02"


def found_shared(match: SharedPupil) -> Found:
    """What X01, X02 or X03 finds."""
    return Found(upn=match.upn, who=match.who, line=match.line)


def found_elsewhere(match: SentElsewhere) -> Found:
    """What X04 finds."""
    return Found(upn=match.upn, who=match.who)
