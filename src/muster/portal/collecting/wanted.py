"""What a collection of files alone asks for, in words."""

from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Holds, Takes, practice_of

WANTED = {
    Takes.ANY: "a file of any kind",
    Takes.CTF: "a Common Transfer File (CTF)",
    Takes.TABLE: "a spreadsheet (CSV or XLSX)",
    Takes.CTF_OR_TABLE: "a Common Transfer File (CTF) or a spreadsheet (CSV or XLSX)",
}
"""The kinds of file."""

ASSESSMENTS = {
    Holds.ANY: "any assessment",
    Holds.EYFSP: "the early years foundation stage profile",
    Holds.PHONICS: "the phonics screening check",
    Holds.MULTIPLICATION: "the multiplication tables check",
    Holds.KS2: "key stage 2",
}
"""The assessments of which a CTF must hold rows."""


def asked_for(collection: Collection) -> str:
    """What is asked for: "a Common Transfer File (CTF) with the results of the phonics screening check"."""
    practice = practice_of(collection)
    kind = WANTED[practice.takes]
    is_told = practice.holds is not Holds.ANY and practice.takes is not Takes.TABLE
    return f"{kind} with the results of {ASSESSMENTS[practice.holds]}" if is_told else kind
