"""What of a pupil can be changed on the spot to settle what a rule found."""

from muster.framework import Framework
from muster.portal.returns.cells import LEAVE_OUT
from muster.records import Facts
from muster.rules.registry import Found

_WHO = {
    "P01": ("upn",),
    "P02": ("upn",),
    "P03": ("upn",),
    "P04": ("upn",),
    "P05": ("upn", LEAVE_OUT),
    "P06": ("upn", LEAVE_OUT),
    "P07": ("forename", "surname"),
    "P08": ("dob",),
    "P09": ("dob", LEAVE_OUT),
    "P10": ("nc_year", LEAVE_OUT),
    "P11": ("sex",),
    "P12": ("upn",),
    "P13": (LEAVE_OUT,),
    "P15": ("forename", "surname"),
    "C02": (LEAVE_OUT,),
    "C03": ("surname", "dob", "sex"),
    "C04": ("upn",),
    "R09": (LEAVE_OUT,),
    "X01": (LEAVE_OUT,),
    "X02": (LEAVE_OUT,),
    "X03": ("upn", LEAVE_OUT),
}
_SUBJECTS = {"R13": ("reading", "writing")}
WRONG_CODES = frozenset({"R01", "R02", "R03", "R04", "R05", "R06"})
"""The rules on one outcome of one pupil: what they find in many may be said once for the file."""


def fields_for(rule: str, subject: str | None, facts: Facts, framework: Framework) -> tuple[str, ...]:
    """The fields to offer for one pupil: the outcomes concerned first."""
    return (*_subjects(rule, subject, facts, framework), *_WHO.get(rule, ()))


def suggestion(found: Found, framework: Framework) -> str:
    """The one code that a wrong code is to be read as; "" where there is none, or a choice."""
    instead, subject = str(found.facts.get("instead", "")), found.subject or ""
    return instead if subject in framework.by_key and instead in framework.by_key[subject].codes else ""


def _subjects(rule: str, subject: str | None, facts: Facts, framework: Framework) -> tuple[str, ...]:
    if not rule.startswith("R"):
        return ()
    if subject:
        return (subject,)
    outcomes = facts.get("outcomes", ())
    named = {text.partition(" ")[0] for text in outcomes} if isinstance(outcomes, tuple) else set()
    return _SUBJECTS.get(rule) or tuple(one for one in framework.by_key if one in named)
