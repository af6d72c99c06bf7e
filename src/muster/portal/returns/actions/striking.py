"""A pupil no longer counted at a school, or counted there again: an overlay, not a change of what was sent."""

from collections.abc import Iterable

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Return, StruckClaim


def strike(actor: Actor, school_return: Return, children: Iterable[Child], case: str) -> None:
    """Count these children no longer at the return's school; `case` is the public id of what was decided.

    Who is struck already stays so.
    """
    owner, held = school_return.authority_id, StruckClaim.objects.filter(school_return=school_return, lifted_at=None)
    struck = set(held.values_list("child", flat=True))
    rows = [
        StruckClaim(authority_id=owner, school_return=school_return, child=child, case=case, by_name=actor.name)
        for child in children
        if child.pk not in struck
    ]
    with action(actor, school_return.request.authority.public_id) as act:
        StruckClaim.objects.bulk_create(rows)
        school = school_return.request.school.public_id
        act.record("claim.struck", school_return, school=school, case=case, pupils=len(rows))


def lift(actor: Actor, school_return: Return, case: str) -> None:
    """Count again, at the return's school, whom this case struck there."""
    rows = StruckClaim.objects.filter(school_return=school_return, case=case, lifted_at=None)
    with action(actor, school_return.request.authority.public_id) as act:
        number = rows.update(lifted_at=clock.now(), lifted_by_name=actor.name)
        school = school_return.request.school.public_id
        act.record("claim.lifted", school_return, school=school, case=case, pupils=number)


def lift_all(actor: Actor, authority: int, case: str) -> int:
    """Count again whomever this case struck at the authority's schools; gives at how many."""
    struck = StruckClaim.objects.filter(authority=authority, case=case, lifted_at=None).values("school_return")
    rows = Return.objects.filter(pk__in=struck).select_related("request__school", "request__authority")
    returns = list(rows.order_by("pk"))
    for school_return in returns:
        lift(actor, school_return, case)
    return len(returns)
