"""The tables of children and their identities."""

from muster.portal.pupils.models.child import Child
from muster.portal.pupils.models.identity import Identity

__all__ = ["Child", "Identity"]
