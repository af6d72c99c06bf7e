"""Whether the schools of a case see what the others say."""

from muster.portal.audit.action import action
from muster.portal.duplicates.actions.changing import change_case, locked_view
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.policies import check_unprotected
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor


def show_to_schools(actor: Actor, case: Case, seen: int) -> Case:
    """Let the schools of this case see each other's name, dates and outcomes of the pupil from now on.

    Raises Changed where somebody was first, Refusal where a pupil is protected.
    """
    with action(actor, case.authority.public_id) as act:
        view = locked_view(case, seen)
        check_unprotected(view)
        change_case(actor, view.case, shown_at=clock.now(), shown_by_name=actor.name)
        act.record("case.shown", view.case, collection=view.case.collection.public_id)
    return view.case


def hide_from_schools(actor: Actor, case: Case, seen: int) -> Case:
    """Let each school see its own side alone again. Raises Changed where somebody was first."""
    with action(actor, case.authority.public_id) as act:
        now = locked_view(case, seen).case
        change_case(actor, now, shown_at=None, shown_by_name="")
        act.record("case.hidden", now, collection=now.collection.public_id)
    return now
