"""Which rules an authority may waive for one school."""

from muster.records import Severity
from muster.rules.catalogue import Rule

WAIVED = "waived"
"""How a collection's settings say that a rule does not count for the school."""

_WHOSE_RESULTS = frozenset({"P05", "P07", "R06"})
"""One UPN on several pupils, no name, two outcomes at once: only the school knows what is right, and whose it is."""


def is_waivable(rule: Rule) -> bool:
    """Whether the rule may be waived: it asks something, and what it finds leaves every pupil's results clear.

    What stops a file (that it cannot be read, is another school's or another year's, holds no pupils) stays so.
    """
    stops = rule.level == "file" and rule.severity is Severity.ERROR
    return rule.severity is not Severity.NOTE and not stops and rule.id not in _WHOSE_RESULTS
