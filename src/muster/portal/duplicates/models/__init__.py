"""The tables of cases."""

from muster.portal.duplicates.models.ask import Ask
from muster.portal.duplicates.models.case import Case
from muster.portal.duplicates.models.look import Look
from muster.portal.duplicates.models.side import Side

__all__ = ["Ask", "Case", "Look", "Side"]
