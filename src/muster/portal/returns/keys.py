"""What a finding and its explanation have in common."""

from muster.portal.returns.models import Explanation, Finding

Key = tuple[str, int | None, str, str]
"""Rule, child, subject, facts: what an explanation hangs on."""


def key_of(row: Finding | Explanation) -> Key:
    """The row's key: an explanation answers whatever finding has the same."""
    return (row.rule, row.child_id, row.subject, row.facts_key)
