"""Who acts: a person signed in, a link that was opened, or the machine itself."""

from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    """What kind of actor it is."""

    PERSON = "person"
    LINK = "link"
    VISITOR = "visitor"
    SYSTEM = "system"


class Actor(msgspec.Struct, frozen=True):
    """Who acts, as the audit trail keeps it: `name` is copied, so that it outlives the account.

    `acting` is what an officer who acts for a school said when they began: its public id, which every event keeps.
    """

    kind: ActorKind
    public_id: str = ""
    name: str = ""
    acting: str = ""


SYSTEM = Actor(ActorKind.SYSTEM, name="Muster")
VISITOR = Actor(ActorKind.VISITOR, name="Somebody not signed in")
