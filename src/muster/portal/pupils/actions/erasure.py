"""The end of what is known of a child."""

from collections.abc import Sequence

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Authority
from muster.portal.pupils.models import Child, Identity


def erase(actor: Actor, authority: Authority, children: Sequence[Child]) -> int:
    """Empty every identity of these children of the authority, and say how many; nothing brings them back.

    Closed text, keyed columns and salt all go. The rows stay, and so do the children's opaque keys, so that what
    points at them still stands, and signatures over leaves made earlier still verify (docs/decisions). Backups
    keep what they hold until they are deleted. One event, with counts.
    """
    with action(actor, authority.public_id) as act:
        identities = Identity.objects.filter(authority=authority, child__in=children, erased_at=None)
        erased = identities.update(
            sealed=b"",
            salt=b"",
            upn_key="",
            former_upn_key="",
            name_dob_key="",
            content_key="",
            upn_lasts=False,
            erased_at=clock.now(),
        )
        act.record("pupils.erased", authority, children=len(children), identities=erased)
    return erased
