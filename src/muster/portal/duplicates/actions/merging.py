"""What was settled for a school that was merged into another: part of merging."""

from muster.portal.audit.action import Action
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.changing import change_case
from muster.portal.duplicates.models import Case
from muster.portal.organisations.models import School
from muster.portal.returns.actions.striking import lift
from muster.portal.returns.models import Return


def hand_decisions_over(act: Action, collection: Collection, gone: School, into: School) -> None:
    """Let the other school submit whomever the merged one was to submit, and count again whom that struck there.

    What the merged school has sent of them besides is struck by the next look.
    """
    cases = Case.objects.select_for_update(no_key=True, of=("self",)).filter(collection=collection, submits=gone)
    for case in cases.select_related("authority", "collection").order_by("pk"):
        change_case(act.actor, case, submits=into)
        struck = Return.objects.filter(struck_claims__case=case.public_id, struck_claims__lifted_at=None, school=into)
        for school_return in struck.select_related("request__school", "request__authority").distinct():
            lift(act.actor, school_return, case.public_id)
        act.record("case.handed_over", case, school=into.public_id, collection=collection.public_id)
