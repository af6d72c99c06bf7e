"""What a school may know of its own pupils in cases: its own record, what it is asked, and what it has to do."""

from collections.abc import Set

import msgspec

from muster.movers import Source, Task
from muster.portal.collecting.models import Request
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.duplicates.sealing import answer_of, question_of
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity, opened

_SAYS_NOTHING = frozenset({CaseState.PROTECTED, CaseState.NOT_SAME, CaseState.GONE})


class OwnSide(msgspec.Struct, frozen=True, kw_only=True):
    """The school's own side of a case; nothing in it is another school's but `others`, which an officer has opened.

    `public_id` is the side's, `kind` why the case was opened, `ask` the latest that was not withdrawn, with its texts
    opened. `tasks` and `source` are of a decided case: what the school has to do, and the rule that says so, None where
    the officers agreed otherwise. `submits` is whether it is this school that submits.
    """

    public_id: str
    kind: Case.Kind
    child: str
    who: IdentityRecord | None
    claim: Claim
    state: CaseState
    ask: Ask | None = None
    question: str = ""
    answer: str = ""
    is_settled: bool = False
    submits: bool = False
    tasks: tuple[Task, ...] = ()
    source: Source | None = None
    others: tuple[Claim, ...] = ()

    @property
    def name(self) -> str:
        """Forename and surname, as the school has them; "" once they were erased."""
        return self.who.name if self.who else ""

    @property
    def is_asked(self) -> bool:
        """Whether the school has still to answer."""
        return not self.is_settled and self.claim.is_asked

    @property
    def is_waiting(self) -> bool:
        """Whether the school is asked, or told that another school has sent the pupil, and has said nothing yet."""
        return not self.is_settled and (self.ask is None or self.claim.is_asked)


def own_sides(scope: Scope, request: Request, told: Set[int] = frozenset()) -> list[OwnSide]:
    """The school's sides of cases of which something was asked or decided, those that wait for the school first.

    `told` are the rows (keys) of whom the checks tell the school that another has sent them: their sides too.
    Of a protected pupil there is none, nor of pupils who are not the same child, or whom no other school claims now.
    Nor where whom the school sent has turned out to be another child, and it expects nobody else.
    """
    if not scope.within(type(request).objects.filter(pk=request.pk)).exists():
        return []
    cases = Case.objects.filter(sides__request=request.pk).distinct()
    found = [
        (view, claim)
        for view in views_of(cases, request.collection)
        if view.state not in _SAYS_NOTHING and not view.is_protected
        for claim in view.claims
        if claim.side.request_id == request.pk and _is_known(view, claim, told)
    ]
    names = opened(Identity.objects.filter(pk__in=[claim.identity for _, claim in found]))
    sides = [_own(view, claim, names) for view, claim in found]
    return sorted(sides, key=lambda one: (not one.is_asked, not one.is_waiting))


def has_sides(scope: Scope, request: Request) -> bool:
    """Whether the school is in any case, also in those of which it is told nothing. One query."""
    return scope.within(Side.objects.filter(request=request.pk), school="request__school").exists()


def _is_known(view: CaseView, claim: Claim, told: Set[int]) -> bool:
    """Whether the school knows of the case."""
    if claim.is_parted and claim.expected is None:
        return False
    is_told = claim.row is not None and claim.row.pk in told
    return bool(claim.ask) or view.state is CaseState.SETTLED or is_told


def _own(view: CaseView, claim: Claim, names: dict[int, OpenIdentity]) -> OwnSide:
    case, ask, settled = view.case, claim.ask, view.state is CaseState.SETTLED
    vault = vault_of(case.authority.public_id)
    others = tuple(one for one in view.claims if one.side.request_id != claim.side.request_id)
    return OwnSide(
        public_id=claim.side.public_id,
        kind=Case.Kind(case.kind),
        child=claim.side.child.public_id,
        who=names[claim.identity].record if claim.identity in names else None,
        claim=claim,
        state=view.state,
        ask=ask,
        question=question_of(ask, vault) if ask else "",
        answer=answer_of(ask, vault) if ask else "",
        is_settled=settled,
        submits=settled and case.submits_id == claim.school.pk,
        tasks=view.tasks_of(claim) if settled else (),
        source=Source(case.rule) if settled and case.as_proposed else None,
        others=others if case.shown_at else (),
    )
