"""A decision undone."""

from muster.portal.audit.action import action
from muster.portal.duplicates.actions.changing import UNDECIDED, change_case, locked_view
from muster.portal.duplicates.actions.mails import tell_of_news
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.policies import check_undo
from muster.portal.foundation.actor import Actor
from muster.portal.returns.actions.striking import lift_all


def undo(actor: Actor, case: Case, seen: int) -> Case:
    """Open a decided case again: whatever it struck is counted again, and the schools are told that there is news.

    Raises Changed where somebody was first, Refusal where nothing is decided.
    """
    with action(actor, case.authority.public_id) as act:
        view = locked_view(case, seen)
        check_undo(view.case)
        told = [] if view.is_protected or view.case.outcome == Case.Outcome.NOT_SAME else list(view.claims)
        change_case(actor, view.case, **UNDECIDED)
        lifted = lift_all(actor, view.case.authority_id, view.case.public_id)
        act.record("case.undone", view.case, collection=view.case.collection.public_id, lifted=lifted)
        requests = [one.side.request for one in told if one.takes_part and one.is_sent]
        tell_of_news(requests, f"{view.case.public_id}-{view.case.revision}")
    return view.case
