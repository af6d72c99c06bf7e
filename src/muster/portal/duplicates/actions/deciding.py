"""Cases decided: who submits, singly or as proposed for many at once; or that it is not the same child."""

from collections.abc import Iterable, Sequence

import msgspec

from muster.portal.audit.action import Action, action
from muster.portal.collecting.models import Collection, Request
from muster.portal.duplicates.actions.changing import change_case, locked_view
from muster.portal.duplicates.actions.mails import tell_of_news
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.policies import check_decide, check_open, check_text
from muster.portal.duplicates.sealing import close_reason
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.striking import lift, strike

AGREED = "agreed"
"""The rule of a decision that is another than the proposal."""


class Decision(msgspec.Struct, frozen=True):
    """Which school of the case submits (its public id; "" for none of them), and why, where the rules say otherwise."""

    submits: str
    reason: str = ""


class Accepted(msgspec.Struct, frozen=True):
    """How many proposals were accepted, and how many left out since somebody or something had changed them."""

    accepted: int
    left_out: int


def decide(actor: Actor, case: Case, seen: int, decision: Decision) -> Case:
    """Settle which school submits: the pupil is counted there alone; the other claims are struck, and stay visible.

    `seen` is the case's revision that the officer saw. The schools are told by mail that there is news, unless a pupil
    is protected. Raises Changed where somebody was first, Refusal where it is decided or nobody claims the pupil twice
    any more, the school is none of the case's or takes no part, or a reason is missing.
    """
    check_text(decision.reason)
    with action(actor, case.authority.public_id) as act:
        view = locked_view(case, seen)
        check_decide(view)
        submits = _submitting(view, decision.submits)
        told = _settle(actor, act, view, submits, decision.reason)
        tell_of_news(told, f"{view.case.public_id}-{view.case.revision}")
    return view.case


def accept_proposals(actor: Actor, collection: Collection, cases: Sequence[tuple[str, int]]) -> Accepted:
    """Settle these cases (public id, and the revision that the officer saw) as the rules propose, all in one.

    Those that were changed meanwhile, by whomever, or are clear no longer, are left out and counted. Each school is
    told once by mail.
    """
    wanted = dict(cases)
    with action(actor, collection.authority.public_id) as act:
        accepted, told = 0, list[Request]()
        for view in _locked_views(collection, wanted):
            if view.is_clear and view.case.revision == wanted[view.case.public_id]:
                told += _settle(actor, act, view, view.proposed.school if view.proposed else None, "")
                accepted += 1
        found = Accepted(accepted, len(wanted) - accepted)
        act.record("cases.accepted", collection, cases=found.accepted, left_out=found.left_out)
        tell_of_news(told, "-".join(("all", *sorted(wanted)))[:_SHORT])
    return found


def not_same(actor: Actor, case: Case, seen: int, reason: str) -> Case:
    """Settle that the pupils are not one child: each is counted where it was sent.

    Raises Changed where somebody was first, Refusal where it is decided already or no reason is given.
    """
    check_text(reason)
    if not reason.strip():
        raise Refusal("case_reason_missing")
    with action(actor, case.authority.public_id) as act:
        now = locked_view(case, seen).case
        check_open(now)
        sealed = close_reason(now, reason, vault_of(now.authority.public_id))
        change_case(actor, now, outcome=Case.Outcome.NOT_SAME, sealed=sealed)
        act.record("case.not_same", now, collection=now.collection.public_id)
    return now


def hold_decisions(actor: Actor, collection: Collection) -> int:
    """Strike what was sent, or turned out to be the same pupil, after its case had been decided; gives how many.

    Who turned out to be another child is counted again.
    """
    decided = Case.objects.filter(collection=collection, outcome=Case.Outcome.DECIDED)
    views = views_of(decided, collection, brief=True)
    late = [view.case.public_id for view in views if view.unheld or view.struck_apart]
    if not late:
        return 0
    with action(actor, collection.authority.public_id) as act:
        apart = sum(_lift_apart(actor, view) for view in _locked_views(collection, late))
        held = sum(_strike(actor, view) for view in _locked_views(collection, late))
        act.record("cases.held", collection, claims=held, lifted=apart)
    return held + apart


def _locked_views(collection: Collection, public_ids: Iterable[str]) -> list[CaseView]:
    rows = Case.objects.filter(collection=collection, public_id__in=list(public_ids))
    # In one order, so that two officers at once wait for each other.
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return views_of(rows, collection)


def _submitting(view: CaseView, public_id: str) -> School | None:
    if not public_id:
        return None
    claim = next((one for one in view.claims if one.school.public_id == public_id), None)
    if claim is None:
        raise Refusal("case_school_unknown")
    if not claim.takes_part:
        raise Refusal("case_school_declined", school=claim.school.name)
    return claim.school


def _settle(actor: Actor, act: Action, view: CaseView, submits: School | None, reason: str) -> list[Request]:
    """Keep the decision, and strike what it goes against; gives the requests of the schools to be told."""
    case, proposal = view.case, view.proposal
    as_proposed = not proposal.needs and proposal.submits == (submits.number if submits else None)
    if not (as_proposed or reason.strip()):
        raise Refusal("case_reason_missing")
    change_case(
        actor,
        case,
        outcome=Case.Outcome.DECIDED,
        submits=submits,
        rule=proposal.source if as_proposed else AGREED,
        as_proposed=as_proposed,
        sealed=close_reason(case, reason, vault_of(case.authority.public_id)),
    )
    struck = _strike(actor, view)
    collection = case.collection.public_id
    act.record("case.decided", case, collection=collection, as_proposed=as_proposed, rule=case.rule, struck=struck)
    return [] if view.is_protected else _concerned(view)


def _strike(actor: Actor, view: CaseView) -> int:
    """Strike the claims that the decision goes against, also of what was or will be sent at other times.

    Of a protected pupil whoever is struck is protected: by that a school's own pages know not to tell of it.
    """
    losing = [one for one in view.claims if one.school.pk != view.case.submits_id and not one.is_struck]
    struck = [one for one in losing if not one.is_parted]
    for claim in struck:
        if view.is_protected:
            _protect(actor, claim.children)
        if claim.school_return is not None:
            strike(actor, claim.school_return, claim.children, view.case.public_id)
    return len([one for one in struck if one.school_return is not None])


def _protect(actor: Actor, children: Iterable[Child]) -> None:
    for child in children:
        if not child.protected:
            protect(actor, child, child.revision)


def _lift_apart(actor: Actor, view: CaseView) -> int:
    returns = {one.school_return.pk: one.school_return for one in view.struck_apart if one.school_return}
    for school_return in returns.values():
        lift(actor, school_return, view.case.public_id)
    return len(returns)


def _concerned(view: CaseView) -> list[Request]:
    """The schools for which there is something to do or to know: the one that submits, and those that sent too."""
    return [one.side.request for one in view.claims if _is_concerned(view, one)]


def _is_concerned(view: CaseView, claim: Claim) -> bool:
    return claim.takes_part and (claim.is_sent or claim.school.pk == view.case.submits_id)


_SHORT = 60
