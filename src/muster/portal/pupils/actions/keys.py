"""Keys renewed on record; what they close is not touched."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.renewing import renew_key, rewrap_keys
from muster.portal.organisations.models import Authority


def rewrap(actor: Actor) -> int:
    """Close every data key with the first key of MUSTER_KEYS, and say how many another one had closed; all or none.

    Afterwards the older keys may leave MUSTER_KEYS, once no backup needs them. Raises KeyFault where one of them is
    missing already. One event, on the instance's chain.
    """
    with action(actor) as act:
        changed = rewrap_keys()
        act.record("keys.rewrapped", data_keys=changed, key=environment_keys().current)
    return changed


def renew(actor: Actor, authority: Authority) -> int:
    """Give the authority a further data key, and say its version: all that is closed from now on is closed with it.

    Older versions still open what they closed; search keys stay. Restart the portal's processes afterwards: until
    then they go on with the version that they know. One event.
    """
    with action(actor, authority.public_id) as act:
        version = renew_key(authority.public_id)
        act.record("keys.renewed", authority, version=version)
    return version
