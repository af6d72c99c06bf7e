"""The tables of cases."""

from muster.portal.duplicates.models.across_key import AcrossKey, KeyedReturn
from muster.portal.duplicates.models.agreement import Agreement
from muster.portal.duplicates.models.ask import Ask
from muster.portal.duplicates.models.case import Case
from muster.portal.duplicates.models.look import Look
from muster.portal.duplicates.models.match import Match, MatchMessage
from muster.portal.duplicates.models.side import Side

__all__ = ["AcrossKey", "Agreement", "Ask", "Case", "KeyedReturn", "Look", "Match", "MatchMessage", "Side"]
