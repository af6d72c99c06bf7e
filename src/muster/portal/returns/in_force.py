"""Which confirmation an authority goes by."""

from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Return


def is_in_force(confirmation: Confirmation, school_return: Return) -> bool:
    """Whether it is what the authority goes by: of the version in force, and not withdrawn."""
    own = confirmation.version_id == school_return.confirmed_id and confirmation.withdrawn_at is None
    return own and school_return.in_force != InForce.NONE
