"""A pupil counted no more in an authority that gave way to another, or counted there again. Parts of actions.

Whoever brings it about may be of the other authority: then it stands in this one's trail as the machine's, and its
schools never learn from a name who else has the pupil.
"""

from muster.portal.duplicates.across_rows import rows_of
from muster.portal.duplicates.models import Match
from muster.portal.foundation.actor import Actor
from muster.portal.returns.actions.striking import lift_all, strike


def give_way(actor: Actor, match: Match) -> int:
    """Strike whatever this side's schools send of the child and is counted still; gives at how many schools."""
    counted = [one for one in rows_of(match) if not one.is_struck]
    for one in counted:
        children = {child.pk: child for child in (one.row.child, match.child)}
        strike(actor, one.school_return, children.values(), match.public_id)
    return len(counted)


def count_again(actor: Actor, match: Match) -> int:
    """Lift what this match struck; gives at how many schools."""
    return lift_all(actor, match.authority_id, match.public_id)
