"""The tables of returns."""

from muster.portal.returns.models.acting import Acting
from muster.portal.returns.models.confirmation import Confirmation
from muster.portal.returns.models.correction import Correction
from muster.portal.returns.models.explanation import Explanation
from muster.portal.returns.models.finding import Finding
from muster.portal.returns.models.handed_in import HandedIn
from muster.portal.returns.models.identity_correction import IdentityCorrection
from muster.portal.returns.models.pupil_answer import PupilAnswer
from muster.portal.returns.models.question import Question
from muster.portal.returns.models.result import Result
from muster.portal.returns.models.review import Review
from muster.portal.returns.models.school_return import Return
from muster.portal.returns.models.struck_claim import StruckClaim
from muster.portal.returns.models.turned_away import TurnedAway
from muster.portal.returns.models.version import Version
from muster.portal.returns.models.worksheet import Cell, Worksheet

__all__ = [
    "Acting",
    "Cell",
    "Confirmation",
    "Correction",
    "Explanation",
    "Finding",
    "HandedIn",
    "IdentityCorrection",
    "PupilAnswer",
    "Question",
    "Result",
    "Return",
    "Review",
    "StruckClaim",
    "TurnedAway",
    "Version",
    "Worksheet",
]
