"""The tables of what schools get back."""

from muster.portal.publishing.models.build import Build
from muster.portal.publishing.models.edition import Edition

__all__ = ["Build", "Edition"]
