"""Who knocks: what is known of somebody before they are signed in."""

import msgspec

from muster.portal.organisations.models import Person


class Caller(msgspec.Struct, frozen=True):
    """The network address a request came from, and the device, where it carries our own mark.

    `device` is the mark's random name, `people` the public ids of those who have signed in there.
    """

    address: str = ""
    device: str = ""
    people: frozenset[str] = frozenset()

    def knows(self, person: Person | None) -> bool:
        """Whether this person has signed in on this device before."""
        return person is not None and bool(self.device) and person.public_id in self.people


UNKNOWN = Caller()
