"""Who may do what with cases: for the gates of their pages."""

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority, Role, School

SETTLING = (Role.OFFICER,)
"""Those who ask, decide and undo."""

SEEING = (Role.OFFICER, Role.PUPIL_ADVISER)
"""Those who may look at cases: never who sees schools alone."""

ANSWERING = (Role.HEAD, Role.SIGNER, Role.SENDER)
"""Those who answer for a school; an officer who acts for it does not."""


def can_settle(access: Access, authority: Authority) -> bool:
    """Whether the person asks schools about cases, decides them, and undoes it."""
    return bool(access.roles_at_authority(authority) & frozenset(SETTLING))


def can_answer(access: Access, school: School) -> bool:
    """Whether the person answers what the school is asked about its pupils."""
    return bool(access.roles_at_school(school) & frozenset(ANSWERING))
