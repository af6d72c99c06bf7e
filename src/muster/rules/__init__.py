"""The checks: the catalogue of rules, and one module a level with the functions behind them."""

from muster.rules.catalogue import Rule, catalogue, rules_of
from muster.rules.crossed import with_other_schools
from muster.rules.engine import FULL_FINDINGS, run_rules
from muster.rules.return_view import ReturnView, Stop, view_return

__all__ = [
    "FULL_FINDINGS",
    "ReturnView",
    "Rule",
    "Stop",
    "catalogue",
    "rules_of",
    "run_rules",
    "view_return",
    "with_other_schools",
]
