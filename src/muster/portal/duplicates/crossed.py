"""What is told of a pupil whom another school has sent, as the checks word it."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from muster.formats.upn import is_well_formed, tidy_upn
from muster.portal.duplicates.between import Lacking, Shared
from muster.portal.duplicates.elsewhere import is_told
from muster.portal.pupils.identity_record import IdentityRecord
from muster.records import Finding
from muster.rules import Rule, catalogue
from muster.rules.cross_school import SentElsewhere, SharedPupil, found_elsewhere, found_shared, shared_rule
from muster.rules.engine import severity_in
from muster.rules.pupil_view import full_name
from muster.rules.registry import Found
from muster.rules.wording import finding_of

_ROW = "row"
_ELSEWHERE = "X04"


class CrossedPupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil of a return, or missing from it, whom another school has sent: the child's key, and what is said.

    `result` is the key of the row, None for a pupil who is missing.
    """

    child: int
    result: int | None = None
    finding: Finding


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """What X01 to X03 say of a return's pupils, in its order, and X04 of those whom it lacks."""

    shared: tuple[CrossedPupil, ...] = ()
    elsewhere: tuple[CrossedPupil, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is said."""
        return tuple(one.finding for one in (*self.shared, *self.elsewhere))


class Sayer:
    """Says it for one school, with the rules as they are set for it."""

    def __init__(self, softened: Mapping[str, str]) -> None:
        self._softened = dict(softened)

    def shared(self, told: Shared, who: IdentityRecord) -> CrossedPupil | None:
        """X01, X02 or X03; None where nothing is told, or the authority has switched the rule off.

        One text that is no UPN ("TBC") makes no two pupils one.
        """
        same_upn = bool(told.by_upn) and is_well_formed(tidy_upn(who.upn))
        if not (same_upn or told.by_name):
            return None
        alike = all(one.outcomes == told.own.outcomes for one in told.by_upn)
        match = SharedPupil(
            upn=_shown(who), who=_name(who), line=None, same_upn=same_upn, same_outcomes=same_upn and alike
        )
        said = self._said(catalogue()[shared_rule(match)], found_shared(match))
        if said is None:
            return None
        own = told.own
        return CrossedPupil(child=own.sent_as, result=own.result, finding=replace(said, place=own.place))

    def lacking(self, told: Lacking, who: IdentityRecord) -> CrossedPupil | None:
        """X04; None where nothing is told."""
        if not any(is_told(told.own.who, one.who, tidy_upn(who.upn)) for one in told.others):
            return None
        match = SentElsewhere(upn=tidy_upn(who.upn) or None, who=_name(who))
        said = self._said(catalogue()[_ELSEWHERE], found_elsewhere(match))
        return CrossedPupil(child=told.own.who.child, finding=said) if said else None

    def _said(self, rule: Rule, found: Found) -> Finding | None:
        severity = severity_in(rule, self._softened)
        return finding_of(rule, severity, found, _ROW) if severity is not None else None


def _name(who: IdentityRecord) -> str | None:
    return full_name(who.forename, who.surname)


def _shown(who: IdentityRecord) -> str | None:
    upn = tidy_upn(who.upn)
    return (upn if is_well_formed(upn) else who.upn) or None
