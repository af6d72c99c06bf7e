"""Everything that is written of pupils: who they are, their protection, their erasure, the keys that close them."""

from muster.portal.pupils.actions.erasure import erase
from muster.portal.pupils.actions.identification import identify
from muster.portal.pupils.actions.keys import renew, rewrap
from muster.portal.pupils.actions.protection import protect, unprotect

__all__ = ["erase", "identify", "protect", "renew", "rewrap", "unprotect"]
