"""Help with making the file: the school's own system first, with what its authority says of it on top."""

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import SystemHelp, practice_of
from muster.portal.collecting.systems import GENERAL, System, system_of, systems
from muster.portal.organisations.models import School

_WEB = ("https://", "http://")


class Help(msgspec.Struct, frozen=True):
    """What is said of one system: in our words, and in the authority's."""

    system: System
    authority: SystemHelp

    @property
    def is_general(self) -> bool:
        """Whether it is for a system that is not told."""
        return self.system.key == GENERAL

    @property
    def says_something(self) -> bool:
        """Whether the authority says anything of this system."""
        return self.authority != SystemHelp()

    @property
    def link(self) -> str:
        """The authority's link where it leads to a web page; "" otherwise."""
        return self.authority.link if self.authority.link.startswith(_WEB) else ""


class Helps(msgspec.Struct, frozen=True):
    """The help for the school's own system, and for the others."""

    own: Help
    others: tuple[Help, ...]


def helps_for(school: School | None, collection: Collection | None) -> Helps:
    """The help for this school in this collection; the general one first where its system is not told."""
    said = practice_of(collection).systems if collection else {}
    helps = {key: Help(system, said.get(key, SystemHelp())) for key, system in systems().items()}
    own = helps.pop(system_of(school.mis if school else "").key)
    return Helps(own, tuple(helps.values()))
