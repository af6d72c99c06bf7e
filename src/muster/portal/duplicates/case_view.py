"""A case as it is now: the claims of its schools, what the rules answer, how far it is."""

from enum import StrEnum

import msgspec

from muster.movers import Answer, Task
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.models import Case


class CaseState(StrEnum):
    """How far a case is, told from what the schools send and what was asked and decided; never kept."""

    PROPOSED = "proposed"
    """The rules answer, and nobody has decided."""
    UNCLEAR = "unclear"
    """The rules need dates that nobody has said."""
    ASKED = "asked"
    """A school is asked and has not answered."""
    ANSWERED = "answered"
    """A school has answered, and nobody has decided."""
    PROTECTED = "protected"
    """One of the pupils is protected: it is settled by hand."""
    AGREES = "agrees"
    """The one school that sent the pupil is the one that submits: nobody need do anything."""
    SETTLED = "settled"
    """Decided."""
    NOT_SAME = "not_same"
    """Not the same child."""
    GONE = "gone"
    """No longer claimed by two schools."""


WAITING = frozenset({CaseState.PROPOSED, CaseState.UNCLEAR, CaseState.ANSWERED, CaseState.PROTECTED})
"""What waits for an officer."""

_SURE = frozenset({Case.Kind.SAME_UPN, Case.Kind.FORMER_UPN, Case.Kind.ELSEWHERE})


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """A case with its claims, the school that was first asked first; `proposal` is what the rules answer now."""

    case: Case
    claims: tuple[Claim, ...]
    proposal: Answer
    state: CaseState

    @property
    def is_protected(self) -> bool:
        """Whether one of the pupils is protected."""
        return any(one.is_protected for one in self.claims)

    @property
    def is_clear(self) -> bool:
        """Whether the proposal may be accepted unread: the rules answer, and it is surely one child."""
        return self.state is CaseState.PROPOSED and self.case.kind in _SURE

    @property
    def proposed(self) -> Claim | None:
        """The claim of the school that submits by the rules; None where none does, or that is not known."""
        return self.claim_of(self.proposal.submits or "")

    @property
    def is_awaited(self) -> bool:
        """Whether it is decided for a school that does not send the pupil (yet)."""
        decided = self.case.outcome == Case.Outcome.DECIDED and self.case.submits is not None
        return decided and not any(one.is_sent for one in self.claims if one.school.pk == self.case.submits_id)

    @property
    def unheld(self) -> tuple[Claim, ...]:
        """The claims that a decision goes against and that are counted all the same, since they came later."""
        if self.case.outcome != Case.Outcome.DECIDED:
            return ()
        losing = (one for one in self.claims if one.school.pk != self.case.submits_id)
        return tuple(one for one in losing if one.is_sent and not one.is_struck)

    @property
    def struck_apart(self) -> tuple[Claim, ...]:
        """The claims that a decision struck, and whose pupils have turned out to be other children since."""
        if self.case.outcome != Case.Outcome.DECIDED:
            return ()
        return tuple(one for one in self.claims if one.is_parted and one.is_struck)

    def claim_of(self, number: str) -> Claim | None:
        """The claim of the school with these seven digits."""
        return next((one for one in self.claims if one.school.number == number), None)

    def tasks_of(self, claim: Claim) -> tuple[Task, ...]:
        """What the school has to do: by what was decided, before that by the proposal."""
        by_rules = tuple(one.what for one in self.proposal.to_do if one.school == claim.school.number)
        if self.case.outcome != Case.Outcome.DECIDED or self.case.as_proposed:
            return by_rules
        submits = claim.school.pk == self.case.submits_id
        return (Task.SUBMIT if submits else Task.LEAVE_OUT,) if claim.takes_part else ()


def state_of(case: Case, claims: tuple[Claim, ...], proposal: Answer) -> CaseState:
    """The state of a case with these claims and this proposal."""
    if case.outcome == Case.Outcome.NOT_SAME:
        return CaseState.NOT_SAME
    if case.outcome == Case.Outcome.DECIDED:
        return CaseState.SETTLED
    sending = {one.school.number for one in claims if one.is_sent}
    if not sending or len({one.school.number for one in claims if one.is_sent or one.is_expected}) < _TWO:
        return CaseState.GONE
    if any(one.is_protected for one in claims):
        return CaseState.PROTECTED
    return _open_state(claims, proposal, sending)


def _open_state(claims: tuple[Claim, ...], proposal: Answer, sending: set[str]) -> CaseState:
    if any(one.is_asked for one in claims):
        return CaseState.ASKED
    if any(one.answered for one in claims):
        return CaseState.ANSWERED
    if proposal.needs:
        return CaseState.UNCLEAR
    return CaseState.AGREES if sending == {proposal.submits} else CaseState.PROPOSED


_TWO = 2
